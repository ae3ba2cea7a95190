"""What GitHub would not store is refused before any call, or before any that writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.github.fake_github import FakeGithub
from wizard.github import wanted as wanted_module
from wizard.github.wanted import Wanted
from wizard.model.view import View

More = dict[tuple[str, str], str]


@pytest.fixture
def wanting(monkeypatch: pytest.MonkeyPatch) -> Callable[[More], None]:
    """Makes the answers want more variables than the catalogue knows."""
    real = wanted_module.wanted_on_github

    def also(more: More) -> None:
        def wanted(view: View, environments: tuple[str, ...]) -> Wanted:
            found = real(view, environments)
            return replace(found, variables={**found.variables, **more})

        monkeypatch.setattr(wanted_module, "wanted_on_github", wanted)

    return also


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({("repository", f"MORE_{n}"): "x" for n in range(821)}, "1000 variables; GitHub takes"),
        ({("repository", f"MORE_{n}"): "x" for n in range(322)}, "501 variables; GitHub takes 500"),
        ({("dev", f"MORE_{n}"): "x" for n in range(94)}, "dev: 101 variables; GitHub takes 100"),
        ({("repository", "LONG"): "x" * 49152}, "LONG has 49,152 bytes"),
        ({("repository", "LONG"): "é" * 24577}, "LONG has 49,154 bytes"),
        ({("repository", f"LONG_{n}"): "x" * 49000 for n in range(6)}, "misses the rest"),
        ({("repository", "GITHUB_NAME"): "x"}, "'GITHUB_NAME' is no name"),
        ({("prod", "A-B"): "x"}, "'A-B' is no name"),
        ({("prod", "2ND"): "x"}, "'2ND' is no name"),
    ],
    ids=["1000", "501", "101-dev", "48-kb", "bytes", "run", "reserved", "hyphen", "digit"],
)  # fmt: skip
def test_too_much_is_refused_before_any_call(
    run: Run, workspace: Path, github: FakeGithub, wanting: Callable[[More], None],
    more: More, said: str,
) -> None:  # fmt: skip
    wanting(more)
    result = run("push", "github", "--allow-errors", "--allow-destructive")
    assert result.code == 1
    assert said in result.err
    assert github.calls == []


@pytest.mark.parametrize(
    "more",
    [
        {("repository", f"MORE_{n}"): "x" for n in range(321)},
        {("dev", f"MORE_{n}"): "x" for n in range(93)},
        {("repository", "LONG"): "x" * 49151},
    ],
    ids=["500", "100-dev", "below-48-kb"],
)
def test_what_just_fits_is_pushed(
    run: Run, filled: FakeGithub, wanting: Callable[[More], None], more: More
) -> None:
    wanting(more)
    assert run("push", "github", "--json").code == 0
    assert all(filled.state()[place][name] == value for (place, name), value in more.items())


def test_a_long_answer_is_refused_before_any_call(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    text = '{"Description":"' + "x" * 49200 + '"}'
    result = run("push", "github", "--set", f"tags.project={text}", "--allow-errors")
    assert result.code == 1
    assert "TAGS_PROJECT has" in result.err
    assert github.calls == []


def test_variables_of_others_count_and_are_refused_before_any_writing(
    run: Run, filled: FakeGithub
) -> None:
    filled.repository.variables |= {f"OF_OTHERS_{n}": "x" for n in range(330)}
    del filled.repository.variables["LAKE_PREFIX"]
    filled.most["repository"] = 1000
    result = run("push", "github")
    assert result.code == 1
    assert "GitHub takes 500" in result.err
    assert filled.writes() == []


def test_a_full_environment_is_emptied_of_left_overs_before_it_gets_more(
    run: Run, filled: FakeGithub
) -> None:
    """What upload scripts of release 1.23 left behind: an environment at GitHub's limit."""
    dev = filled.environments["dev"].variables
    dev.clear()
    names = [name for name in filled.repository.variables if name != "PROJECT_NUMBER"]
    dev |= dict.fromkeys(names[:99], "old")
    dev["PROJECT_NUMBER"] = "009"
    assert run("push", "github", "--delete").code == 0
    assert "PROJECT_NUMBER" not in dev
    assert dev["AZURE_ENV_NAME"] == "dev"
