"""Planning at scale: what a project costs does not grow with the projects around it.

Processor time, both sides in turns, so that a busy machine changes nothing.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

import pytest

from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers, Given
from wizard.model.view import View
from wizard.network.build import build_plans
from wizard.network.plan import Demand, PlannedSubnet, Strategy, Wanted, make_plan
from wizard.network.ranges import Cidr
from wizard.network.subnet_kinds import SubnetKind
from wizard.rules.example import example_answers

CATALOG = load_catalog()
FEW, MANY, PER_VNET = 250, 10_000, 250
LEAN = {"genai": 25, "aca2": 26, "aca": 27, "webapp": 28, "aks": 28}
GROWTH = 1.5


def kind(name: str, prefix: int) -> SubnetKind:
    return SubnetKind(name, name, name, "", prefix, prefix, prefix, prefix, prefix)


KINDS = {name: kind(name, prefix) for name, prefix in LEAN.items()}


def demand(vnet: int) -> Demand:
    space = Cidr((10 << 24) + (vnet << 16), 16)
    common = tuple(
        PlannedSubnet("common", kind(f"c{n}", 26), f"c{n}", Cidr(space.first + 64 * n, 26))
        for n in range(4)
    )
    projects = {
        f"{number:03}": tuple(
            Wanted(KINDS[name], f"snt-prj{number:03}-{name}", prefix)
            for name, prefix in LEAN.items()
        )
        for number in range(1, PER_VNET + 1)
    }
    return Demand("dev", f"vnt-{vnet}", (space,), common, projects=projects)


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def growth(small: Callable[[], object], large: Callable[[], object], factor: int) -> float:
    """Cost of the large side over that of as many projects in small pieces."""
    ratios = []
    # What was prepared is not planning: the collector must not walk through it on either side.
    gc.collect()
    gc.freeze()
    for _ in range(7):
        in_pieces = sum(seconds(small) for _ in range(factor))
        ratios.append(seconds(large) / in_pieces)
    gc.unfreeze()
    return statistics.median(ratios)


@pytest.mark.parametrize("strategy", ["planned", "upstream"])
@pytest.mark.parametrize("again", [False, True], ids=["new", "stored"])
def test_ten_thousand_projects_over_many_vnets(strategy: Strategy, again: bool) -> None:
    demands = [demand(vnet) for vnet in range(MANY // PER_VNET)]
    stored = [make_plan(one, strategy).to_store() if again else None for one in demands]

    def plans(count: int) -> None:
        for number in range(count):
            plan = make_plan(demands[number], strategy, stored[number])
            assert len(plan.subnets) == 4 + PER_VNET * len(LEAN)

    factor = MANY // FEW
    assert growth(lambda: plans(1), lambda: plans(len(demands)), factor) <= GROWTH


def answers_of(projects: int, scale_sets: int = 1) -> Answers:
    answers = example_answers(CATALOG, {"address.vnet": "10.XX.0.0/16"})
    for number in range(2, scale_sets + 1):
        answers.add_scale_set(f"{number:03}")
    for number in range(1, projects + 1):
        answers.add_project(f"{number:03}")
        home = f"{(number - 1) % scale_sets + 1:03}"
        if home != "001":
            answers.put(f"projects.{number:03}.scale_set", Given(home))
    return answers


def test_one_vnet_from_answers() -> None:
    few, many = answers_of(25), answers_of(250)

    def plan(answers: Answers) -> None:
        build_plans(View(CATALOG, answers), "planned")

    assert growth(lambda: plan(few), lambda: plan(many), 10) <= GROWTH


def test_the_largest_factory_over_its_scale_sets() -> None:
    few, many = answers_of(111, 4), answers_of(999, 4)

    def plan(answers: Answers) -> None:
        view = View(CATALOG, answers)
        for scale_set in answers.scale_sets:
            build_plans(view.at(scale_set=scale_set), "upstream")

    assert growth(lambda: plan(few), lambda: plan(many), 9) <= GROWTH
