"""The allocator of release 1.25 uses gaps, and makes all of a project or nothing."""

from __future__ import annotations

import pytest

from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers, Given
from wizard.model.context import Context
from wizard.model.view import View
from wizard.network.build import build_capacity, build_plan

MODES = [
    ("1.25", "shared-subscriptions", "172.16.XX.0/18", 9),
    ("1.25", "own-subscriptions", "172.16.XX.0/20", 2),
    ("1.24", "", "172.16.XX.0/18", 7),
    ("1.24", "", "172.16.XX.0/20", 1),
]


def view_of(release: str, mode: str, vnet: str, projects: int) -> View:
    answers = Answers()
    for number in range(1, projects + 1):
        answers.add_project(f"{number:03}")
    if mode:
        answers.put("scale_sets.001.address.scaling_mode", Given(mode))
    answers.put("scale_sets.001.address.vnet", Given(vnet))
    answers.put("scale_sets.001.environments.dev.address.octet", Given(0))
    return View(load_catalog(release), answers, Context("001", "dev", None))


@pytest.mark.parametrize(("release", "mode", "vnet", "most"), MODES)
def test_as_many_projects_fit_as_the_vendor_says(
    release: str, mode: str, vnet: str, most: int
) -> None:
    view = view_of(release, mode, vnet, 1)
    assert build_capacity(view, build_plan(view)).by_addresses == most - 1


@pytest.mark.parametrize(("release", "mode", "vnet", "most"), MODES)
def test_one_more_gets_no_complete_set(release: str, mode: str, vnet: str, most: int) -> None:
    view = view_of(release, mode, vnet, most + 1)
    plan = build_plan(view)
    last = f"{most + 1:03}"
    assert {subnet.project for subnet in plan.unplaced} == {last}
    ranges = [subnet.range for subnet in plan.placed if subnet.range]
    assert not any(a.overlaps(b) for i, a in enumerate(ranges) for b in ranges[i + 1 :])
    if release == "1.25":
        assert len(plan.unplaced) == 8
        assert plan.predictions[last].outcome == "nothing"
