"""Other programs of this machine: found on the path, run without a shell and without the network.

Nothing that they ask is answered, and none runs longer than the time it is given.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Ran(NamedTuple):
    """What a program left behind; ``code`` is None when it did not end in time or not start."""

    code: int | None
    out: bytes
    err: str


def find_program(name: str) -> str | None:
    """Where a program is, None when it is not on the path.

    What lies in the folder in which we stand does not count: Windows looks there first, and a
    repository must not bring the programs that are run on it.
    """
    found = shutil.which(name)
    if found is None or Path(found).absolute().parent == Path.cwd():
        return None
    return found


def run_program(
    command: Sequence[str],
    *,
    folder: Path | None = None,
    environ: Mapping[str, str | None] | None = None,
    given: bytes = b"",
    seconds: float = 30,
) -> Ran:
    """Run a program to its end; ``environ`` adds to ours (None takes a name away)."""
    import subprocess

    around = dict(os.environ)
    for name, value in (environ or {}).items():
        if value is None:
            around.pop(name, None)
        else:
            around[name] = value
    try:
        done = subprocess.run(
            list(command), cwd=folder, env=around, input=given, capture_output=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Ran(None, b"", f"did not end within {seconds:g} seconds")
    except OSError as error:
        return Ran(None, b"", error.strerror or str(error))
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", errors="replace").strip())
