"""Manners of every committed file: size, names, and nothing that belongs to one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from wizard.tui.styles import STYLES

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
VAGUE_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}

# Each pattern is written so that it does not match its own source.
OF_ONE_MACHINE = re.compile(r"(?:^|[^.\w{}-])/(?:w[o]rk|f[a]rm|r[o]ot|t[m]p|h[o]me|U[s]ers)/[a-z]")
REGISTRY_HOST = re.compile(
    r"p[y]thonhosted|p[y]pi\.org|r[e]gistry\.npmjs|d[e]b\.debian|--(?:extra-)?i[n]dex-url \S"
)
UNFINISHED = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK|N[o]tImplementedError)\b")


def committed_files() -> list[Path]:
    """Files git knows; in a tree without git, every file that is not left behind by a tool."""
    if (CHECKOUT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
        )
        files = [CHECKOUT / name for name in listed.stdout.split("\0") if name]
        return [file for file in files if file.is_file()]
    tools = {".venv", ".hypothesis", "__pycache__", "build", "dist"}
    return [
        file
        for file in CHECKOUT.rglob("*")
        if file.is_file()
        and not tools & set(file.parts)
        and not file.parent.name.endswith("_cache")
    ]


def text_of(file: Path) -> str:
    """The text of a file, empty for a binary one."""
    content = file.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def lines_matching(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{file.relative_to(CHECKOUT)}:{number}: {line.strip()[:120]}"
        for file in files
        for number, line in enumerate(text_of(file).splitlines(), start=1)
        if pattern.search(line)
    ]


def package_files() -> list[Path]:
    return sorted((CHECKOUT / "wizard").rglob("*.py"))


def test_no_file_of_the_package_has_two_subjects() -> None:
    lengths = {
        str(file.relative_to(CHECKOUT)): len(text_of(file).splitlines()) for file in package_files()
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_function_of_the_package_fits_a_screen() -> None:
    lengths = {
        f"{file.relative_to(CHECKOUT)}:{node.lineno} {node.name}": (node.end_lineno or 0)
        - node.lineno
        + 1
        for file in package_files()
        for node in ast.walk(ast.parse(text_of(file)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_module_names_say_what_they_hold() -> None:
    assert [file for file in package_files() if file.stem in VAGUE_NAMES] == []


def test_every_module_says_what_lives_there() -> None:
    silent = [
        file for file in package_files() if not text_of(file).lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []


def test_nothing_belongs_to_one_machine() -> None:
    assert lines_matching(OF_ONE_MACHINE, committed_files()) == []


def test_no_registry_is_named() -> None:
    assert lines_matching(REGISTRY_HOST, committed_files()) == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_matching(UNFINISHED, package_files()) == []


@pytest.mark.parametrize(
    ("pattern", "offence"),
    [
        (OF_ONE_MACHINE, "/".join(["", "home", "someone", "x"])),
        (OF_ONE_MACHINE, "see " + "/".join(["", "tmp", "x"])),
        (REGISTRY_HOST, "https://" + ".".join(["pypi", "org"]) + "/simple"),
        (UNFINISHED, "# " + "TO" + "DO: later"),
    ],
)
def test_the_patterns_catch_an_offence(pattern: re.Pattern[str], offence: str) -> None:
    assert pattern.search(offence)


def test_pins_are_package_version_and_hash_only() -> None:
    pin = re.compile(r"[a-z0-9][a-z0-9-]*==[\w.+!]+(?: ; [^\\]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not pin.fullmatch(line) and not digest.fullmatch(line)] == []


def test_styles_stand_beside_the_module_that_they_dress() -> None:
    folder = CHECKOUT / "wizard" / "tui"
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*.tcss")}
    assert found == set(STYLES)
    assert [name for name in STYLES if not (folder / name).with_suffix(".py").is_file()] == []
