"""What a question's conditions see: those of a scale set look at its own projects."""

from __future__ import annotations

import pytest

from wizard.catalog.conditions import Condition
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Default, Scope
from wizard.model.answers import Answers, Given
from wizard.model.context import Context
from wizard.model.view import View

CATALOG = load_catalog("1.24")
ANY: Condition = ("key", "services.databricks")


def view(scope: Scope, scale_set: str) -> View:
    """A factory of two scale sets, each with a project; only the second one has Databricks."""
    answers = Answers()
    for number in ("001", "002"):
        answers.add_scale_set(number)
        answers.put(f"projects.{number}.scale_set", Given(number))
    answers.put("projects.002.services.databricks", Given(True))
    setting = CATALOG["networking.private_monitoring"]._replace(
        key="made.up", scope=scope, applies_when=ANY, required_when=ANY,
        default=(Default("seen", ANY), Default("unseen")),
    )  # fmt: skip
    catalog = load_catalog("1.24")
    settings = {**catalog.settings, "made.up": setting}
    twin = type(catalog)("1.24", settings, catalog.sections, catalog.services, catalog.tables)
    return View(twin, answers, Context(scale_set, "dev"))


@pytest.mark.parametrize(
    ("scope", "scale_set", "seen"),
    [
        ("scale_set", "001", False),
        ("scale_set", "002", True),
        ("environment", "001", False),
        ("environment", "002", True),
        ("factory", "001", True),
    ],
)
def test_projects_of_other_scale_sets_do_not_count(
    scope: Scope, scale_set: str, seen: bool
) -> None:
    here = view(scope, scale_set)
    assert here.applies("made.up") is seen
    assert here.required("made.up") is seen
    assert here.text("made.up") == ("seen" if seen else "unseen")
