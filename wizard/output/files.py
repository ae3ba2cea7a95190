"""Output files and where they stand in a factory repository."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from wizard.resources import output_templates_dir

_FIELD = re.compile(r"\{\{([a-z_]+)\}\}")
GENERATED = "aifactory/wizard/generated"
ENV_FILE = ".env"
ADO_FILE = "aifactory/esml-infra/azure-devops/bicep/yaml/variables/variables.yaml"
KEPT_COMMENT = "Names of an imported file that this release does not know; kept as they were."


class OutputFile(NamedTuple):
    """One file to write: a path with "/" relative to the repository's root, and its bytes.

    ``reader`` says what reads it; ``commit`` whether it belongs into git.
    """

    path: str
    data: bytes
    reader: str
    commit: bool


def text_file(path: str, text: str, reader: str, *, commit: bool) -> OutputFile:
    """A UTF-8 file with LF line ends."""
    return OutputFile(path, text.encode("utf-8"), reader, commit)


@cache
def template(name: str) -> str:
    """The text of a template below output_templates/ ("github/apply.sh")."""
    return (output_templates_dir() / name).read_text(encoding="utf-8")


def filled(name: str, **values: str) -> str:
    """A template with each ``{{name}}`` replaced; braces inside a value stay as they are."""
    return _FIELD.sub(lambda field: values.get(field[1], field[0]), template(name))


def comment_lines(text: str, *, indent: str = "", width: int = 98) -> str:
    """A text as comment lines ("# ...") of at most ``width`` characters."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(indent) + 3 + len(lines[-1]) + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "".join(f"{indent}# {line}\n" for line in lines)
