"""Several steps told as one: whose a value is, seen from where the upgrade began."""

from __future__ import annotations

import pytest

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
