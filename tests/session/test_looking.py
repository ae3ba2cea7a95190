"""What the session knows for a screen: questions, search, services, texts, pictures."""

from __future__ import annotations

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session.about import about, file_lines
from wizard.session.address_table import address_picture
from wizard.session.draft import Session
from wizard.session.name_table import name_lines, names_refused
from wizard.session.questions import question
from wizard.session.reach import reach_of_services
from wizard.session.search import search
from wizard.session.services import (
    asked_services,
    consequences,
    help_for,
    service_state,
    state_in_words,
)


@pytest.fixture
def session() -> Session:
    return Session(load_catalog(), example_answers(load_catalog()))


def text_about(session: Session, full: str) -> str:
    parts = about(session, question(session, full))
    return "\n".join(line for part in parts for line in (part.heading, *part.lines))


# questions


def test_a_question_that_does_not_apply_names_the_reason_and_its_cause(session: Session) -> None:
    session.set("environments.stage.enabled", False)
    asked = question(session, "scale_sets.001.environments.stage.subscription_id")
    assert not asked.applies
    assert "not in use" in asked.reason
    assert asked.causes == ("scale_sets.001.environments.stage.enabled",)


def test_a_required_question_without_an_answer_is_open(session: Session) -> None:
    session.unset("tenant_id")
    asked = question(session, "tenant_id")
    assert asked.is_open
    assert not asked.is_answered


# search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cosmos", "projects.001.services.cosmos_db"),
        ("ENABLE_COSMOS_DB", "projects.001.services.cosmos_db"),
        ("enableCosmosDB", "projects.001.services.cosmos_db"),
        ("tenant", "tenant_id"),
        ("vnet range", "scale_sets.001.address.vnet"),
        ("swedencentral", "scale_sets.001.region.name"),
        ("4711", "projects.001.tags.cost_center"),
        ("tennt", "tenant_id"),
    ],
)
def test_search_finds_titles_variables_and_values(
    session: Session, query: str, expected: str
) -> None:
    assert expected in [hit.question.key for hit in search(session, query)[:3]]


def test_search_finds_hidden_questions_with_their_reason(session: Session) -> None:
    hits = {hit.question.key: hit.question for hit in search(session, "kind of cosmos db")}
    asked = hits["projects.001.databases.cosmos_kind"]
    assert not asked.applies
    assert asked.reason


def test_every_word_has_to_be_found(session: Session) -> None:
    assert search(session, "cosmos zzzzz") == []
    assert search(session, "  ") == []


# services


def test_a_service_names_what_it_needs_and_the_answers_that_help(session: Session) -> None:
    service = session.catalog.services["ai_foundry"]
    session.set("foundry.no_agent_injection", False)
    state = service_state(session, service)
    assert ("projects.001.services.cosmos_db", True) in help_for(state)
    assert "needs Cosmos DB" in state_in_words(session, state)
    session.set("services.cosmos_db", True)
    state = service_state(session, service)
    assert ("projects.001.services.cosmos_db", True) not in help_for(state)
    cosmos = service_state(session, session.catalog.services["cosmos_db"])
    assert "AI Foundry" in cosmos.needed_by


def test_switching_off_says_what_a_run_would_remove(session: Session) -> None:
    told = consequences(session, session.catalog.services["ai_search"], on=False)
    assert any("removes" in line for line in told)


def test_every_flag_of_the_page_belongs_to_one_service(session: Session) -> None:
    groups = asked_services(session, "services")
    flags = [service.flag for group in groups.values() for service in group]
    assert len(flags) == len(set(flags)) > 20
    assert all(session.catalog.settings[str(flag)].section == "services" for flag in flags)


# texts


def test_about_a_setting_says_where_it_lands(session: Session) -> None:
    told = text_about(session, "projects.001.services.cosmos_db")
    assert "ENABLE_COSMOS_DB" in told
    assert "enableCosmosDB (variables.yaml)" not in told
    session.set("orchestrator", "both")
    told = text_about(session, "projects.001.services.cosmos_db")
    assert "enableCosmosDB (variables.yaml)" in told


def test_every_setting_can_be_told_about(session: Session) -> None:
    session.set("orchestrator", "both")
    for key, setting in session.catalog.settings.items():
        full = session.view(environment="dev").full_key(key)
        assert setting.help in text_about(session, full)


def test_file_lines_show_what_a_change_alters_and_what_follows(session: Session) -> None:
    before = session.answers.copy()
    assert file_lines(session, before, ("projects.001.services.cosmos_db",)) == []
    session.set("services.cosmos_db", True)
    (line,) = file_lines(session, before, ("projects.001.services.cosmos_db",))
    assert (line.name, line.before, line.after) == ("ENABLE_COSMOS_DB", "false", "true")


# tables and pictures


def test_names_that_azure_refuses_come_first(session: Session) -> None:
    session.set("region.code", "westus")
    first = name_lines(session, "prod")[0]
    assert first.problem
    assert first.length > first.limit
    assert names_refused(session)["prod"] > 0


def test_the_bar_shows_the_project_and_clashes_with_ranges_to_keep_free(session: Session) -> None:
    picture = address_picture(session, "dev", 256)
    assert picture.bar[61] == "common"
    assert picture.bar.count("here") == 7
    assert "clash" not in picture.bar
    session.set("address.reserved_ranges", "172.16.62.0/24")
    picture = address_picture(session, "dev", 256)
    assert picture.bar[62] == "clash"
    assert any("172.16.62.0/24" in line.problem for line in picture.subnets)


def test_hybrid_without_addresses_opens_foundry_to_everyone(session: Session) -> None:
    words = {reach.title: reach.words for reach in reach_of_services(session)}
    assert words["AI Foundry"] == ("VNet", "anyone", "anyone")
    session.set("team.allowed_ips", "203.0.113.7")
    words = {reach.title: reach.words for reach in reach_of_services(session)}
    assert words["AI Foundry"] == ("VNet", "listed", "anyone")
