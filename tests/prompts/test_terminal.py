"""The wizard line by line on a pseudo-terminal: menus, typed lines, no terminal at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prompts.first_set_up import by_label
from tests.prompts.person import Person
from tests.prompts.terminal import Terminal, play, start
from tests.prompts.test_set_up import through_a_session, tree
from wizard.prompts.run import ask_all
from wizard.session.opening import open_repository
from wizard.session.walk import Walk

needs_a_pseudo_terminal = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind"
)
_COLOURS = re.compile(rb"\x1b\[[0-9;]*\b(3[0-7]|9[0-7]|38|48)\b[0-9;]*m")


@pytest.fixture
def on_terminal(repository: Path, tmp_path: Path) -> Iterator[list[Terminal]]:
    """Programs to be ended when the test is over."""
    running: list[Terminal] = []
    yield running
    for terminal in running:
        terminal.close()


def recorded(root: Path, orchestrator: str) -> Person:
    """The same walk without a terminal, on another folder of the same name."""
    root.mkdir(parents=True)
    person = Person(by_label(orchestrator))
    ask_all(Walk(open_repository(root)), person)
    return person


@needs_a_pseudo_terminal
@pytest.mark.parametrize(
    ("orchestrator", "environ"),
    [("github", {}), ("azure-devops", {"TERM": "dumb"}), ("azure-devops", {"NO_COLOR": "1"})],
    ids=["github-menus", "azure-devops-lines", "azure-devops-without-colour"],
)
def test_a_first_set_up_gives_the_files_of_the_same_answers(
    orchestrator: str,
    environ: dict[str, str],
    repository: Path,
    tmp_path: Path,
    on_terminal: list[Terminal],
) -> None:
    person = recorded(tmp_path / "recorded" / repository.name, orchestrator)
    terminal = start(repository, tmp_path / "state", **environ)
    on_terminal.append(terminal)
    play(terminal, person.turns, with_menus="TERM" not in environ)
    assert terminal.finish() == 0
    assert tree(repository) == through_a_session(tmp_path / "other" / repository.name, orchestrator)
    if environ:
        assert not _COLOURS.search(terminal.seen)
    if environ.get("TERM") == "dumb":
        assert b"\x1b" not in terminal.seen


@needs_a_pseudo_terminal
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_control_c_ends_with_130_and_the_next_start_offers_the_answers(
    term: str, repository: Path, tmp_path: Path, on_terminal: list[Terminal]
) -> None:
    first = start(repository, tmp_path / "state", TERM=term)
    on_terminal.append(first)
    for label, keys in (
        ("What to ask", "\r"), ("Where the pipelines run", "\r"), ("AI Factory release", "\r"),
        ("Factory repository (needed)", "contoso/ai-factory-001\r"),
    ):  # fmt: skip
        first.wait_for(label if term == "xterm" or "what" not in label.lower() else "Number")
        first.type(keys)
    first.wait_for("GitHub user or organisation")
    assert first.interrupt() == 130
    assert b"Traceback" not in first.seen
    assert b"1 answer kept" in first.seen
    second = start(repository, tmp_path / "state", TERM=term)
    on_terminal.append(second)
    second.wait_for("An earlier run left 1 answer")
    assert second.interrupt() == 130


@needs_a_pseudo_terminal
def test_keys_work_in_menus_and_lines(
    repository: Path, tmp_path: Path, on_terminal: list[Terminal]
) -> None:
    terminal = start(repository, tmp_path / "state")
    on_terminal.append(terminal)
    for label, keys in (
        ("What to ask", "\r"),
        ("Where the pipelines run", "?"),
        ("Where the pipelines run", "\r"),
        ("AI Factory release", "\x02"),
        ("Where the pipelines run", "\r"),
        ("AI Factory release", "<\r"),
        ("Where the pipelines run", ">"),
        ("This page", "\r"),
        ("Tenant (needed)", "/\r"),
        ("Number of a page", "lake prefix\r"),
        ("Go to", "\r"),
        ("Data lake prefix [lake]:", "\x1b[A\x7f\x7fme\r"),
        ("Tenant (needed)", "/\r"),
        ("Number of a page", "6\r"),
        ("? AI (Space", "aiia \r"),
        ("? AI: AI Search", "\x03"),
    ):
        terminal.wait_for(label)
        terminal.type(keys)
    assert terminal.finish() == 130
    state = b"".join(path.read_bytes() for path in (tmp_path / "state").rglob("*.yaml"))
    assert b'"lame"' in state


@pytest.mark.parametrize("arguments", [[], ["--no-input"]])
def test_without_a_terminal_it_says_what_to_do_instead(
    arguments: list[str], repository: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wizard", "new", "--plain", str(repository), *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 4
    assert b"aifactory-wizard generate" in done.stderr
    assert b"Traceback" not in done.stderr


def test_questionary_is_loaded_only_for_menus() -> None:
    code = (
        "import sys, wizard.prompts.run, wizard.cli.verbs.new; "
        "print([m for m in ('questionary', 'prompt_toolkit', 'textual') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
