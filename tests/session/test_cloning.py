"""Copies of projects and scale sets, seen from the session."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers, Given
from wizard.model.resolve import UnusableName
from wizard.session.draft import Session
from wizard.session.projects import new_project
from wizard.session.scale_sets import new_scale_set

CATALOG = load_catalog()


def session(**answers: object) -> Session:
    found = Answers()
    found.add_project("001")
    found.add_scale_set("001")
    draft = Session(CATALOG, found)
    draft.set_many([(key.replace("__", "."), value) for key, value in answers.items()])
    return draft


def test_a_copy_becomes_the_project_at_hand_and_can_be_undone() -> None:
    draft = session(services__redis=True)
    new_project(draft, "2", source="1")
    assert draft.current.project == "002"
    assert draft.view().is_on("services.redis")
    assert draft.is_dirty
    draft.undo()
    assert not draft.view(project="002").is_on("services.redis")
    assert draft.view(project="001").is_on("services.redis")


def test_findings_know_the_new_project() -> None:
    draft = session(services__redis=True)
    before = len(draft.findings())
    new_project(draft, "002", source="001")
    assert len(draft.findings()) > before
    assert any("projects.002" in key for f in draft.findings() for key in f.keys)


def test_a_first_project_may_have_any_number() -> None:
    draft = Session(CATALOG, Answers())
    new_project(draft, "001")
    assert draft.answers.projects == ("001",)
    draft = Session(CATALOG, Answers())
    new_project(draft, "040")
    assert draft.answers.projects == ("040",)


def test_a_value_of_the_wrong_kind_is_left_behind_and_named() -> None:
    draft = session()
    draft.answers.put("projects.001.services.redis", Given("perhaps", "imported", ".env", 3))
    cloned = new_project(draft, "002", source="001")
    assert [(entry.key, "not carried over" in entry.why) for entry in cloned.doubtful] == [
        ("projects.002.services.redis", True)
    ]
    assert draft.answers.get("projects.002.services.redis") is None


def test_a_copy_of_itself_makes_no_sense() -> None:
    with pytest.raises(UnusableName):
        new_project(Session(CATALOG, Answers()), "001", source="001")
    with pytest.raises(UnusableName):
        new_scale_set(Session(CATALOG, Answers()), "001", source="001")


def test_the_first_scale_set_stays_beside_a_second() -> None:
    draft = Session(CATALOG, Answers())
    new_scale_set(draft, "002")
    assert draft.answers.scale_sets == ("001", "002")


@given(
    number=st.integers(2, 999),
    prefix=st.text("abcxyz-29", max_size=5),
    suffix=st.text("abcxyz-19", max_size=5),
)
def test_only_the_whole_number_is_exchanged(number: int, prefix: str, suffix: str) -> None:
    name = f"{prefix}001{suffix}"
    draft = session(subnets__genai=name)
    cloned = new_project(draft, str(number), source="001")
    new = f"{number:03}"
    after = draft.view(project=new).text("subnets.genai")
    if suffix[:1].isdigit() or prefix[-1:].isdigit():
        assert after == name
    else:
        assert after == f"{prefix}{new}{suffix}"
        assert [entry.before for entry in cloned.rewritten] == [name]


def test_each_whole_number_in_a_name_is_exchanged() -> None:
    draft = session(subnets__genai="snet-001-2001-a001")
    new_project(draft, "002", source="001")
    assert draft.view(project="002").text("subnets.genai") == "snet-002-2001-a002"
