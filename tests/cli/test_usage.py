"""Arguments: nothing is guessed, nothing is dropped, every mistake is answered with a hint."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from wizard import __version__
from wizard.cli.parsing import parser_of
from wizard.cli.table import VERBS, Verb


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "check"),
        (["no-such-verb"], "the verbs are"),
        (["list", "--levle", "debug"], "--level"),
        (["list", "--level", "dbug"], "debug"),
        (["list", "--section", "adresses"], "addresses"),
        (["list", "--service", "cosmosdb"], "cosmos_db"),
        (["--jsn", "list"], "--json"),
        (["project"], "project new"),
        (["project", "nwe", "002"], "new"),
        (["scale-set", "remove"], "the verbs are"),
        (["trace"], "required"),
        (["trace", "release", "tenant_id"], "one argument too many"),
        (["generate", "--orchestrator", "githab"], "github"),
        (["generate", "--environment", "prd"], "prod"),
        (["check", "--format", "serif"], "sarif"),
        (["set", "tenant_id"], "KEY=VALUE"),
        (["list", "--set", "a=b"], "no option '--set'"),
        (["completion", "tcsh"], "fish"),
        (["generate", "--out"], "expected one argument"),
        (["check", "--json", "--format", "sarif"], "contradict"),
        (["network", "--svg", "--markdown"], "contradict"),
    ],
)
def test_a_mistake_is_a_usage_error_with_a_hint(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert said in result.err
    assert result.out == ""


def test_an_abbreviated_option_is_no_option(run: Run) -> None:
    assert run("generate", "--dry").code == 2


def test_options_stand_before_or_behind_the_verb(run: Run) -> None:
    before = run("--json", "--release", "1.24", "list", "--level", "essential")
    behind = run("list", "--level", "essential", "--release=1.24", "--json")
    assert before.code == behind.code == 0
    assert before.data == behind.data != []


@pytest.mark.parametrize("place", [["--version", "list"], ["list", "--version"], ["list", "-V"]])
def test_the_version_is_told_wherever_it_is_asked_for(run: Run, place: list[str]) -> None:
    assert run(*place).out == f"aifactory-wizard {__version__}\n"


def test_an_unknown_release_names_those_there_are(run: Run) -> None:
    result = run("list", "--release", "9.99")
    assert result.code == 2
    assert "1.24" in result.err


def test_with_json_an_error_is_an_object_on_stderr(run: Run) -> None:
    result = run("--json", "set", "tenant_idd=1", "services.bing=perhaps")
    assert result.code == 2
    assert result.out == ""
    assert result.error["exit_code"] == 2
    keys = [problem["key"] for problem in result.error["problems"]]
    assert len(keys) == 2
    assert keys[0] == "tenant_idd"
    assert "tenant_id" in result.error["problems"][0]["remedy"]


def test_help_names_every_verb(run: Run) -> None:
    told = run("--help").out
    assert [verb.name for verb in VERBS if verb.name not in told] == []
    assert run("-h").out == told


def test_help_is_found_by_its_name_too(run: Run) -> None:
    assert run("help").out == run("--help").out
    assert run("help", "set").out == run("set", "--help").out
    assert run("help", "project").out == run("project", "--help").out
    assert run("help", "project", "new").out == run("project", "new", "--help").out
    assert run("help", "sett").code == 2


def test_what_verbs_do_stands_in_one_column(run: Run) -> None:
    told = run("--help").out.splitlines()
    lines = [f"  {verb.name}".ljust(21) + verb.summary for verb in VERBS]
    assert [line for line in lines if line not in told] == []


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_each_verb_explains_each_of_its_options(run: Run, verb: object) -> None:
    result = run(*verb.name.split(), "--help")  # type: ignore[attr-defined]
    assert result.code == 0
    parser = parser_of(verb)  # type: ignore[arg-type]
    for action in parser._actions:
        assert action.help, action.option_strings or action.dest
        for option in action.option_strings:
            assert option in result.out


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
@pytest.mark.parametrize("columns", ["80", "200"])
def test_help_fits_the_terminal_and_stays_readable(
    run: Run, verb: Verb, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    told = run(*verb.name.split(), "--help").out.splitlines()
    long = [line for line in told if len(line) > min(int(columns), 102)]
    assert [line for line in long if "powershell" not in line] == []


@pytest.mark.parametrize("group", ["project", "scale-set"])
def test_a_group_of_verbs_has_help_of_its_own(run: Run, group: str) -> None:
    told = run(group, "--help")
    assert told.code == 0
    assert f"{group} new" in told.out


HEAVY = ("textual", "pydantic", "yaml", "rich", "questionary", "click", "importlib.metadata")


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--version"], (*HEAVY, "argparse", "json")),
        (["--help"], HEAVY),
        (["generate", "--help"], HEAVY),
        (["check", "--help"], HEAVY),
        (["no-such-verb"], HEAVY),
        (["list"], ("textual", "pydantic", "yaml", "rich")),
        (["check"], ("textual", "pydantic", "rich", "questionary", "asyncio")),
        ([], ("textual", "pydantic", "rich", "asyncio")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_verb_imports_what_it_needs_and_no_more(
    compiled: Path, workspace: Path, arguments: list[str], forbidden: tuple[str, ...]
) -> None:
    code = (
        "import sys; from wizard.cli.main import main; main(sys.argv[1:]); "
        f"sys.stderr.write('loaded: ' + ' '.join(n for n in {forbidden!r} if n in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr.rpartition("loaded: ")[2].split() == []
