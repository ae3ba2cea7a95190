"""Several steps told as one: whose a value is, seen from where the upgrade began."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrade.files import put, read, written
from wizard.catalog.setting import Orchestrator
from wizard.session.upgrading import upgrade_file
from wizard.upgrade.report import ChangedDefault, Start, UpgradeReport

KEY = "projects.001.models.gpt_name"
STEPS = ("1.22", "1.23", "1.24", "1.25")


def told(
    *steps: tuple[str, str], has: bool = True, answered: bool = False
) -> list[tuple[str, str]]:
    """Value and reason after steps of (kept, value), each from one default to the next."""
    start = Start(
        frozenset(),
        frozenset({"models.gpt_name"} if has else ()),
        frozenset({KEY} if answered else ()),
    )
    whole = UpgradeReport("1.22", "1.22")
    for number, (kept, value) in enumerate(steps):
        step = UpgradeReport(STEPS[number], STEPS[number + 1])
        step.changed_defaults.append(
            ChangedDefault(
                KEY, "Main chat model", f"d{number}", f"d{number + 1}", value, kept, step.new
            )
        )
        whole.add(step, start)
    assert all(entry.old == "d0" or not has for entry in whole.changed_defaults)
    return [(entry.value, entry.kept) for entry in whole.changed_defaults]


@pytest.mark.parametrize("answered", [True, False])
def test_a_default_that_an_earlier_step_put_in_is_nobodys_answer(answered: bool) -> None:
    for kept in ("yours", "pinned"):
        steps = [("new", "d1"), (kept, "d1"), ("yours", "d1")]
        assert told(*steps[:2], answered=answered) == [("d1", "on the way")]
        assert told(*steps, answered=answered) == [("d1", "on the way")]


def test_a_default_that_was_written_down_stays_written_down() -> None:
    assert told(("pinned", "d0"), ("yours", "d0")) == [("d0", "pinned")]
    assert told(("yours", "d0")) == [("d0", "pinned")]


def test_an_answer_from_the_beginning_stays_an_answer() -> None:
    assert told(("yours", "x"), ("yours", "x"), answered=True) == [("x", "yours")]


def test_a_setting_that_came_on_the_way_has_the_default_of_a_release_in_between() -> None:
    assert told(("pinned", "d0"), has=False) == [("d0", "on the way")]
    assert told(("new", "d1"), has=False) == []


TAGS: dict[Orchestrator, dict[str, str]] = {
    "github": {
        "TAGS": "scale_sets.001.tags.common", "TAGS_PROJECT": "projects.003.tags.project",
    },
    "azure-devops": {
        "tags": "scale_sets.001.tags.common", "tagsProject": "projects.003.tags.project",
    },
}  # fmt: skip


@pytest.mark.parametrize(("side", "steps"), [
    ("azure-devops", ["1.22", "1.23"]), ("azure-devops", ["1.22", "1.25"]),
    ("azure-devops", ["1.24", "1.25"]), ("github", ["1.23", "1.24", "1.25"]),
    ("github", ["1.24", "1.25"]),
])  # fmt: skip
def test_tags_that_are_put_together_anew_are_told_and_no_others(
    side: Orchestrator, steps: list[str], tmp_path: Path
) -> None:
    path = written(tmp_path, steps[0], side)
    for release in steps[1:]:
        before = read(path)
        upgrade = upgrade_file(path, release)
        upgrade.write(upgrade.plan())
        after = read(path)
        changed = {
            key: (before[name], after[name])
            for name, key in TAGS[side].items()
            if before[name] != after[name]
        }
        shown = {
            entry.key: (entry.old, entry.new)
            for entry in upgrade.report.changed_defaults
            if entry.key in TAGS[side].values()
        }
        assert shown == changed
        assert changed or steps[0] == "1.24"


def test_tags_in_the_teams_own_words_stay_and_are_not_told(tmp_path: Path) -> None:
    path = written(tmp_path, "1.22", "azure-devops")
    put(path, {"tags": '{"Owner":"core team"}'})
    upgrade = upgrade_file(path, "1.25")
    upgrade.write(upgrade.plan())
    assert read(path)["tags"] == '{"Owner":"core team"}'
    keys = [entry.key for entry in upgrade.report.changed_defaults]
    assert "scale_sets.001.tags.common" not in keys and "projects.003.tags.project" in keys
