"""The commands of a page of the documentation, and what it says that they print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r" # exit (\d+)$")
ANYTHING = "…"


class Command(NamedTuple):
    """A line to type, its exit code, and the lines shown below it ("…" stands for anything)."""

    line: str
    exit_code: int
    shown: tuple[str, ...]


def commands(page: Path) -> list[Command]:
    """Every command of a page, in order."""
    found: list[Command] = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                text = line[2:]
                code = EXIT.search(text)
                found.append(Command(EXIT.sub("", text), int(code[1]) if code else 0, ()))
            else:
                found[-1] = found[-1]._replace(shown=(*found[-1].shown, line))
    return found


def agrees(shown: tuple[str, ...], printed: str) -> bool:
    """Whether the output is what the page shows."""
    parts = [re.escape(line).replace(ANYTHING, ".*") for line in shown]
    pattern = "".join(".*" if part == ".*" else f"{part}\n" for part in parts)
    return re.fullmatch(pattern, printed, re.DOTALL) is not None
