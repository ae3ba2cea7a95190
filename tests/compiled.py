"""The compiled catalogue, made when the sources are newer: what users have is always current."""

from __future__ import annotations

import json
import os
from pathlib import Path

from wizard.catalog.compile import COMPILED, compile_release, fingerprint
from wizard.resources import schemas_dir


def ensure_compiled(release: str = "1.24") -> Path:
    """Compile the sources of a release unless that is done; safe beside other processes."""
    schemas = schemas_dir()
    path = schemas / release / COMPILED
    if path.is_file():
        known = json.loads(path.read_text(encoding="utf-8"))["fingerprint"]
        if known == fingerprint(schemas, release):
            return path
    compiled = compile_release(schemas, release)
    text = json.dumps(compiled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    temporary = path.with_name(f".{COMPILED}.{os.getpid()}")
    temporary.write_text(text + "\n", encoding="utf-8", newline="\n")
    temporary.replace(path)
    return path
