"""Ranges that are noted in the answers: they never move, and go into the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers
from wizard.network.build import build_plan
from wizard.network.ranges import Cidr, overlapping_pairs
from wizard.rules.example import example_answers
from wizard.rules.registry import Changes
from wizard.session import Session
from wizard.session.address_plan import store_plan
from wizard.session.opening import open_repository
from wizard.session.projects import new_project
from wizard.session.writing import Wanted, plan_files
from wizard.store.write import apply

CATALOG = load_catalog()
PLANNED: Changes = {"address.strategy": "planned"}


def session_of(changes: Changes | None = None, projects: int = 1) -> Session:
    answers: Answers = example_answers(CATALOG, changes)
    for number in range(1, projects + 1):
        answers.add_project(f"{number:03}")
    return Session(CATALOG, answers)


def stored(session: Session, project: str, environment: str = "dev") -> dict[str, str]:
    text = session.view(project=project).text(f"address.planned.{environment}")
    return dict(entry.split("=") for entry in text.split(", ")) if text else {}


def planned(session: Session, project: str, environment: str = "dev") -> dict[str, str]:
    plan = build_plan(session.view(environment=environment))
    return {s.kind.id: str(s.range) for s in plan.of_project(project)}


def test_the_pipelines_ranges_are_noted_only_for_bicep() -> None:
    session = session_of()
    assert store_plan(session) == ()
    assert stored(session, "001") == {}
    noted = store_plan(session, bicep=True)
    assert noted == tuple(f"projects.001.address.planned.{e}" for e in ("dev", "stage", "prod"))
    # The first worked example of the facts.
    assert stored(session, "001")["genai"] == "172.16.67.0/25"
    assert stored(session, "001") == planned(session, "001")
    assert store_plan(session, bicep=True) == ()


def test_a_plan_of_our_own_gives_a_project_what_its_services_use() -> None:
    session = session_of(PLANNED, projects=3)
    assert len(store_plan(session)) == 9
    assert set(stored(session, "002")) < {
        "genai", "aks", "aks2", "aca", "aca2", "webapp", "databricks_public", "databricks_private"
    }  # fmt: skip
    every = [
        (f"{p} {kind}", Cidr.of(text))
        for p in ("001", "002", "003") for kind, text in stored(session, p).items()
    ]  # fmt: skip
    assert overlapping_pairs(every) == []


@pytest.mark.parametrize("strategy", ["planned", "upstream"])
def test_noted_ranges_stay_whatever_comes_and_goes(strategy: str) -> None:
    session = session_of({"address.strategy": strategy}, projects=4)
    session.answers.drop_project("001")
    session.refresh()
    store_plan(session, bicep=True)
    session.mark_saved()
    before = {p: stored(session, p) for p in ("002", "003", "004")}
    session.set("projects.003.services.databricks", "true")
    session.set("projects.002.services.web_app", "true")
    new_project(session, "001")
    store_plan(session, bicep=True)
    for project, ranges in before.items():
        assert ranges == {k: v for k, v in stored(session, project).items() if k in ranges}
        now = planned(session, project)
        assert all(now.get(kind, text) == text for kind, text in ranges.items())


def test_the_range_of_a_service_that_was_switched_off_is_given_to_nobody() -> None:
    session = session_of({**PLANNED, "services.databricks": True})
    store_plan(session)
    session.mark_saved()
    before = stored(session, "001")
    session.set("projects.001.services.databricks", "false")
    for number in ("002", "003"):
        session.answers.add_project(number)
        session.set(f"projects.{number}.services.databricks", "true")
    session.refresh()
    store_plan(session)
    assert stored(session, "001") == before
    others = {text for p in ("002", "003") for text in stored(session, p).values()}
    held = [Cidr.of(before["databricks_public"]), Cidr.of(before["databricks_private"])]
    assert not any(Cidr.of(text).overlaps(block) for text in others for block in held)
    session.set("projects.001.services.databricks", "true")
    assert planned(session, "001")["databricks_public"] == before["databricks_public"]


def test_a_copy_gets_ranges_of_its_own() -> None:
    session = session_of(PLANNED)
    store_plan(session)
    session.mark_saved()
    new_project(session, "002", source="001")
    assert stored(session, "002") == {}
    store_plan(session)
    assert not set(stored(session, "001").values()) & set(stored(session, "002").values())


def test_what_was_noted_and_not_written_follows_the_next_change() -> None:
    session = session_of(PLANNED)
    store_plan(session)
    first = stored(session, "001")
    session.set("address.vnet", "10.XX.0.0/16")
    assert stored(session, "001") == {}
    session.undo()
    assert session.undo() is None
    store_plan(session)
    assert stored(session, "001") == first


def test_files_hold_the_ranges_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    opened = open_repository(tmp_path)
    opened.session.set_many([("address.strategy", "planned"), ("title", "Contracts")])
    apply(plan_files(opened))
    text = (tmp_path / "aifactory/wizard/projects/001.yaml").read_text(encoding="utf-8")
    assert "      planned:\n" in text
    assert 'dev: "genai=172.16.' in text
    again = open_repository(tmp_path)
    assert plan_files(again).is_empty
    assert stored(again.session, "001") == stored(opened.session, "001")


def test_parameter_files_hold_the_stored_ranges(tmp_path: Path) -> None:
    opened = open_repository(tmp_path)
    opened.session.set("projects.001.address.planned.dev", "genai=172.16.99.0/25")
    plan = plan_files(opened, Wanted(bicep=True, environments=("dev",)))
    files = {file.path: file for file in plan.files}
    step = next(p for p in files if p.endswith("dev/07-network.bicepparam"))
    written = files[step].after or b""
    assert b"param genaiSubnetCidr = '172.16.99.0/25'" in written


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("genai=10.0.0.0/25", "outside the VNet"),
        ("genai=172.16.61.0/25", "share addresses"),
        ("genai=172.16.67.1/25", "does not start where"),
        ("kitchen=172.16.67.0/25", "there is no subnet 'kitchen'"),
        ("genai", "no subnet with its range"),
        ("genai=nine", "is not an IPv4 range"),
    ],
)
def test_stored_ranges_that_do_not_fit_are_an_error(text: str, told: str) -> None:
    session = session_of({"address.planned.dev": text})
    found = [f for f in session.findings() if f.code == "NET308"]
    assert len(found) == 1
    assert told in found[0].message
    assert found[0].keys == ("projects.001.address.planned.dev",)
    session.set_many([(fix.key, fix.value) for fix in found[0].fixes])
    assert not [f for f in session.findings() if f.code == "NET308"]


def test_an_own_plan_without_room_is_an_error() -> None:
    changes: Changes = {**PLANNED, "address.vnet": "172.16.XX.0/24"}
    found = [f for f in session_of(changes, projects=9).findings() if f.code == "NET301"]
    assert found
    assert "has no room for all of project" in found[0].message


def test_a_typed_range_comes_back_when_notes_are_taken_back() -> None:
    session = session_of({**PLANNED, "address.planned.dev": "genai=172.16.99.0/25"})
    store_plan(session)
    assert stored(session, "001")["genai"] == "172.16.99.0/25"
    assert len(stored(session, "001")) > 1
    session.set("title", "Contracts")
    assert stored(session, "001") == {"genai": "172.16.99.0/25"}
