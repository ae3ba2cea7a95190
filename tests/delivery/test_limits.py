"""Limits of GitHub and Azure DevOps, and what they mean for the names of the catalogue."""

from __future__ import annotations

import re

import pytest

from wizard.catalog.load import load_catalog
from wizard.delivery.github import GithubDelivery, Item, deliver_github
from wizard.delivery.limits import delivery_problems
from wizard.model.context import Context
from wizard.model.view import View
from wizard.rules.example import example_answers

CATALOG = load_catalog("1.24")


def view() -> View:
    return View(CATALOG, example_answers(CATALOG), Context("001", None, "001"))


def delivery(**counts: int) -> GithubDelivery:
    items = tuple(
        Item(f"V{number}", "x", place)  # type: ignore[arg-type]
        for place, count in counts.items()
        for number in range(count)
    )
    return GithubDelivery((), items, (), (), ())


@pytest.mark.parametrize(
    ("counts", "problems"),
    [
        ({"repository": 500, "dev": 100, "prod": 100}, 0),
        ({"repository": 501}, 1),
        ({"stage": 101}, 1),
        ({"dev": 101, "prod": 101}, 2),
    ],
)
def test_500_for_the_repository_and_100_for_an_environment(
    counts: dict[str, int], problems: int
) -> None:
    assert len(list(delivery_problems(view(), delivery(**counts)))) == problems


def test_256_kilobytes_for_a_run() -> None:
    large = GithubDelivery((), (Item("TAGS", "ä" * 131_000, "repository"),), (), (), ())
    assert list(delivery_problems(view(), large)) == []
    larger = GithubDelivery((), (Item("TAGS", "ä" * 131_100, "repository"),), (), (), ())
    (problem,) = delivery_problems(view(), larger)
    assert "TAGS" in problem.remedy


def test_the_example_is_far_from_every_limit() -> None:
    found = deliver_github(view())
    assert list(delivery_problems(view(), found)) == []
    assert 100 < len(found.at("repository")) < 400


@pytest.mark.parametrize(("table", "names"), [
    ("github", [v.name for s in CATALOG.settings.values() for v in s.github if v.level != "file"]),
    ("azure_devops", [v.name for s in CATALOG.settings.values() for v in s.azure_devops]),
])  # fmt: skip
def test_no_name_of_the_catalogue_is_one_that_the_platform_reserves(
    table: str, names: list[str]
) -> None:
    rows = CATALOG.tables["limits"][table]
    row = next(entry for entry in rows if entry["id"] == f"{table}_names")
    exempt = re.compile(row.get("exempt_pattern", "(?!)"))
    assert names
    for name in names:
        assert re.fullmatch(row["pattern"], name), name
        if not exempt.fullmatch(name):
            assert not name.lower().startswith(tuple(p.lower() for p in row["reserved_prefixes"]))
