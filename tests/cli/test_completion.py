"""Completion scripts: the shells themselves are asked what they would offer."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.cli.conftest import Run
from wizard.cli.table import VERBS, words

ASK = """
eval "$1"; shift
if [ -n "$ZSH_VERSION" ]; then setopt ksharrays; fi
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_aifactory_wizard
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered(script: str, *words: str, shell: tuple[str, ...] = ("bash",)) -> set[str]:
    done = subprocess.run(
        [*shell, "-c", ASK, "shell", script, "aifactory-wizard", *words],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def offered_by_fish(script: str, *words: str) -> set[str]:
    line = " ".join(("aifactory-wizard", *words))
    done = subprocess.run(
        ["fish", "--no-config", "-c", "eval $argv[1]; complete -C $argv[2]", script, line],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {line.split("\t")[0] for line in done.stdout.splitlines()}


OFFERS = (
    (("pu",), {"push"}),
    (("push", ""), {"github", "azure-devops"}),
    (("push", "github", "--env"), {"--environment"}),
    (("push", "github", "--environment", ""), {"dev", "stage", "prod"}),
    (("--quiet", "generate", "--orchestrator", "b"), {"both"}),
    (("generate", "--out", "push", "--orchestrator", "g"), {"github"}),
    (("diff", "HEAD", "--format", "m"), {"markdown"}),
    (("preflight", "--format", "s"), {"sarif"}),
    (("upgrade", "--to", "1.25"), {"1.25"}),
    (("enable", "cosmos_d"), {"cosmos_db"}),
    (("explain", "naming.prefi"), {"naming.prefix"}),
    (("completion", "p"), {"powershell"}),
    (("project", "new", "004", "--fr"), {"--from"}),
)
"""Words, the last one unfinished, and all that can stand there."""


def test_bash_offers_verbs_actions_and_options(run: Run) -> None:
    script = run("completion", "bash").out
    assert offered(script, "") >= set(words())
    assert offered(script, "sc") == {"scale-set", "schema"}
    assert offered(script, "project", "") == {"new", "remove", "list", "show"}
    assert offered(script, "project", "new", "--fr") == {"--from"}
    assert offered(script, "--json", "generate", "--allow") == {
        "--allow-errors", "--allow-destructive",
    }  # fmt: skip
    assert offered(script, "set", "A=1", "--pro") == {"--project"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_script_knows_every_verb(run: Run, shell: str) -> None:
    script = run("completion", shell).out
    assert "--allow-destructive" in script.replace("-l allow", "--allow")
    for verb in VERBS:
        assert all(word in script for word in verb.name.split())
    assert run("completion", shell, "--json").data == {"shell": shell, "script": script}


@pytest.mark.parametrize(("words", "expected"), OFFERS, ids=lambda part: " ".join(sorted(part)))
def test_bash_offers_values(run: Run, words: tuple[str, ...], expected: set[str]) -> None:
    assert offered(run("completion", "bash").out, *words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("generate", "--orchestrator", "=", "a"), {"azure-devops"}),
        (("generate", "--orchestrator", "="), {"github", "azure-devops", "both"}),
        (("check", ""), set()),
        (("generate", "--answers", "x"), set()),
    ],
)
def test_bash_completes_behind_an_equals_sign_and_leaves_files_to_the_shell(
    run: Run, words: tuple[str, ...], expected: set[str]
) -> None:
    assert offered(run("completion", "bash").out, *words) == expected


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh on this machine")
def test_zsh_offers_the_same(run: Run) -> None:
    script = run("completion", "zsh").out
    for said, expected in (*OFFERS, (("check", "--format=s"), {"--format=sarif"})):
        # What fits what was typed is chosen by zsh itself.
        found = offered(script, *said, shell=("zsh", "-f"))
        assert {word for word in found if word.startswith(said[-1])} == expected, said


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish on this machine")
def test_fish_offers_the_same(run: Run) -> None:
    script = run("completion", "fish").out
    for said, expected in OFFERS:
        assert offered_by_fish(script, *said) == expected, said
    assert "--plain" not in offered_by_fish(script, "project", "new", "--")
