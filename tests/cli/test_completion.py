"""Completion scripts: bash itself is asked what it would offer."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.conftest import Run
from wizard.cli.table import VERBS, words

ASK = """
eval "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_aifactory_wizard
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered(script: str, *words: str) -> set[str]:
    done = subprocess.run(
        ["bash", "-c", ASK, "bash", script, "aifactory-wizard", *words],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


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
