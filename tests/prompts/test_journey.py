"""Forward, back, elsewhere; help, the default, what is refused; services and what they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prompts.person import Given, Person
from wizard.catalog.load import load_catalog
from wizard.prompts.asker import Command
from wizard.prompts.journey import Extent, Journey
from wizard.rules.example import example_answers
from wizard.session.opening import open_repository
from wizard.session.walk import Walk

PROJECT = "projects.001"


@pytest.fixture
def walk(repository: Path) -> Walk:
    opened = open_repository(repository)
    for full, given in example_answers(load_catalog()).items():
        opened.session.answers.put(full, given)
    opened.session.refresh()
    return Walk(opened)


def travel(
    walk: Walk, says: dict[str, Given | list[Given]], *places: str, extent: Extent = "named"
) -> Person:
    person = Person(says)
    journey = Journey(walk, person, extent, lambda: None)
    for place in places:
        journey.go_to(place)
    journey.run()
    assert person.unsaid() == []
    return person


def count(person: Person, name: str) -> int:
    return person.asked.count(name)


# forward and back


def test_an_empty_answer_keeps_what_is_shown_and_answers_nothing(walk: Walk) -> None:
    person = travel(walk, {}, extent="all")
    assert len(person.asked) > 60
    assert walk.unsaved == 0


def test_back_asks_the_question_before_and_then_goes_on(walk: Walk) -> None:
    says: dict[str, Given | list[Given]] = {
        "Region code": [Command.BACK, "weu"],
        "Azure region": ["", "westeurope"],
    }
    person = travel(walk, says, "naming")
    start = person.asked.index("Azure region")
    assert person.asked[start : start + 4] == [
        "Azure region", "Region code", "Azure region", "Region code"
    ]  # fmt: skip
    assert walk.ask("scale_sets.001.region.name").text == "westeurope"


def test_back_leads_to_an_earlier_page(walk: Walk) -> None:
    says: dict[str, Given | list[Given]] = {"Networking mode": [Command.BACK] * 3}
    person = travel(walk, says, extent="all")
    assert count(person, "Networking mode") == 4
    title = next(section.title for section in walk.session.catalog.sections
                 if section.id == "environments")  # fmt: skip
    assert sum(line.startswith(f"{title} (page") for line in person.said) == 4


def test_back_at_the_first_question_stays_there(walk: Walk) -> None:
    person = travel(walk, {"Where the pipelines run": Command.BACK}, "start")
    assert person.asked[:2] == ["Where the pipelines run", "Where the pipelines run"]
    assert "first question" in person.text


def test_back_skips_what_no_longer_applies(walk: Walk) -> None:
    stage = "Environment in use, stage"
    says: dict[str, Given | list[Given]] = {
        "Environment in use, prod": [Command.GO, Command.BACK],
        "Number of a page, or words to search for": "environment in use",
        "Go to": "scale_sets.001.environments.stage.enabled",
        stage: [True, False, Command.BACK],
    }
    person = travel(walk, says, "environments")
    place = person.asked.index("Go to")
    vault = "Subscription of the seeding vault, dev"
    assert person.asked[place + 1 :][:5] == [
        stage, "Environment in use, prod", stage, vault, stage
    ]  # fmt: skip


def test_the_rest_of_a_page_can_be_left_as_it_is(walk: Walk) -> None:
    person = travel(walk, {"Networking mode": Command.NEXT_PAGE}, extent="all")
    assert "How people reach the factory" not in person.asked
    assert "VNet range" in person.asked


# questions that answers bring up


def test_an_answer_brings_up_questions_on_the_same_page_at_once(walk: Walk) -> None:
    asked = travel(walk, {"Private DNS in the hub": True}, "networking").asked
    place = asked.index("Private DNS in the hub")
    assert asked[place + 1] == "Subscription of the hub's DNS zones"


def test_an_answer_brings_up_questions_on_an_earlier_page_before_the_end(walk: Walk) -> None:
    says: dict[str, Given | list[Given]] = {
        "Bring your own subnets": True,
        "Data": boxes(walk, "Data") | {"databricks"},
    }
    asked = travel(walk, says, extent="all").asked
    brought = asked.index("Your public Databricks subnet")
    assert asked.index("Data") < brought
    assert asked.index("Delete services that are switched off") < brought
    repeated = {name for name in asked if asked.count(name) > 1}
    assert repeated <= {"This page"}


def test_the_rest_of_a_page_is_asked_only_when_it_is_wanted(walk: Walk) -> None:
    plain = travel(walk, {}, "naming").asked
    more = next(name for name in plain if "seldom needed" in name)
    full = travel(walk, {more: True}, "naming").asked
    assert len(full) > len(plain)
    assert full[: len(plain)] == plain


# one question


def test_help_tells_what_the_side_pane_tells_and_asks_again(walk: Walk) -> None:
    person = travel(walk, {"Region code": Command.HELP}, "naming")
    setting = walk.session.catalog.settings["region.code"]
    assert setting.help in person.text
    assert any(variable.name in person.text for variable in setting.github)
    assert count(person, "Region code") == 2


def test_the_default_can_be_had_again(walk: Walk) -> None:
    walk.answer("naming.lake_prefix", "pond")
    person = travel(walk, {"Data lake prefix": Command.DEFAULT}, "naming")
    assert walk.ask("naming.lake_prefix").text == "lake"
    assert person.shown["Data lake prefix"] == "lake"


def test_nothing_can_be_said_where_there_is_a_value(walk: Walk) -> None:
    travel(walk, {"Cost center of the project": '""'}, "team")
    assert walk.ask(f"{PROJECT}.tags.cost_center").text == ""


def test_what_is_of_the_wrong_kind_is_refused_and_asked_again(walk: Walk) -> None:
    person = travel(walk, {"Key vault retention in days": ["many", "30"]}, "governance")
    assert "whole number" in person.text
    assert walk.ask("governance.key_vault_soft_delete_days").text == "30"


def test_an_error_is_said_at_once_in_the_words_of_the_rule(walk: Walk) -> None:
    tenant = "11111111-2222-4333-8444-555555555509"
    person = travel(walk, {"Tenant": ["nonsense", tenant]}, "environments")
    assert walk.ask("tenant_id").text == tenant
    walk.answer("tenant_id", "nonsense")
    found = next(found for found in walk.findings() if found.keys[0] == "tenant_id")
    assert f"error {found.code} tenant_id" in person.said
    assert found.message in person.said and found.remedy in person.said


def test_a_wrong_answer_can_be_kept(walk: Walk) -> None:
    person = travel(walk, {"Tenant": "nonsense"}, "environments")
    assert count(person, "Tenant") == 2
    assert walk.ask("tenant_id").text == "nonsense"
    assert "This page" in person.asked


def test_a_pasted_list_becomes_its_items(walk: Walk) -> None:
    ids = [f"11111111-2222-4333-8444-55555555551{digit}" for digit in range(2)]
    pasted = f" {ids[0]},\r\n{ids[1]} \n"
    travel(walk, {"Members by object id": pasted}, "team")
    assert walk.ask(f"{PROJECT}.team.member_object_ids").text == ",".join(ids)


def test_text_of_the_user_is_never_a_command_or_a_format(walk: Walk) -> None:
    travel(walk, {"Cost center of the project": "[b]{x} %s</b>"}, "team")
    assert walk.ask(f"{PROJECT}.tags.cost_center").text == "[b]{x} %s</b>"


def test_what_follows_from_an_answer_is_said(walk: Walk) -> None:
    walk.session.unset("projects.001.secrets.project_app_id")
    walk.reset("scale_sets.001.region.code")
    person = travel(walk, {"Azure region": "westeurope"}, "naming")
    assert any(line.startswith("follows: Region code is now") for line in person.said)


# pages


def test_a_page_ends_with_its_findings_and_offers_the_questions_again(walk: Walk) -> None:
    walk.answer("tenant_id", "nonsense")
    tenant = "11111111-2222-4333-8444-555555555509"
    person = travel(walk, {"This page": "ask tenant_id", "Tenant": ["", tenant]}, "environments")
    assert walk.ask("tenant_id").text == tenant
    assert count(person, "This page") == 1


def test_a_remedy_that_is_a_value_is_applied_on_demand(walk: Walk) -> None:
    walk.answer("naming.prefix", "Acme_")
    fix = next(found for found in walk.findings() if found.fixes).fixes[0]
    person = travel(walk, {"This page": "fix 0"}, "naming")
    assert walk.ask("naming.prefix").text == fix.value
    assert f"Applied: naming.prefix = {fix.value}" in person.said


def test_addresses_names_and_reach_are_told_with_their_page(walk: Walk) -> None:
    assert "172.16.61.0/26" in travel(walk, {}, "addresses").text
    assert "kv-p001-" in travel(walk, {}, "naming").text
    assert "is reached from" in travel(walk, {}, "networking").text


# elsewhere


def test_another_page_is_one_command_away(walk: Walk) -> None:
    says: dict[str, Given | list[Given]] = {
        "Where the pipelines run": [Command.GO, "github"],
        "Number of a page, or words to search for": "5",
    }
    person = travel(walk, says, extent="all")
    asked = person.asked
    assert asked[2] == "Azure region"
    assert count(person, "Azure region") == 1
    assert count(person, "Where the pipelines run") == 2


def test_a_setting_is_found_by_words_and_asked(walk: Walk) -> None:
    says: dict[str, Given | list[Given]] = {
        "Where the pipelines run": [Command.GO],
        "Number of a page, or words to search for": ["no such thing at all", "lake prefix"],
        "Data lake prefix": "pond",
    }
    person = travel(walk, says, "start")
    assert "Nothing fits" in person.text
    assert walk.ask("naming.lake_prefix").text == "pond"


def test_a_setting_that_is_not_in_use_leads_to_what_decides_that(walk: Walk) -> None:
    person = travel(walk, {}, "scale_sets.001.dns.hub_subscription_id")
    assert person.asked == ["Private DNS in the hub"]
    assert "is not in use" in person.text


def test_going_to_the_review_gives_up_the_rest(walk: Walk) -> None:
    pages = len(walk.session.catalog.sections)
    says: dict[str, Given | list[Given]] = {
        "Where the pipelines run": Command.GO,
        "Number of a page, or words to search for": str(pages + 1),
    }
    assert len(travel(walk, says, extent="all").asked) == 2


# services


def boxes(walk: Walk, name: str) -> frozenset[str]:
    person = travel(walk, {}, "services")
    shown = person.shown[name]
    assert isinstance(shown, frozenset)
    return shown


def test_a_service_is_offered_what_it_needs(walk: Walk) -> None:
    on = boxes(walk, "Data") - {"machine_learning", "aks_for_machine_learning"}
    walk.answer(f"{PROJECT}.services.machine_learning", False)
    says: dict[str, Given | list[Given]] = {
        "Data": on | {"machine_learning"},
        "Switch Azure Machine Learning on": "all",
    }
    person = travel(walk, says, "services")
    assert "would be given" in person.text
    assert walk.ask(f"{PROJECT}.services.machine_learning").text == "true"
    assert walk.ask(f"{PROJECT}.services.aks_for_machine_learning").text == "true"


@pytest.mark.parametrize(("answer", "text"), [("one", "true"), ("none", "false")])
def test_a_service_can_go_without_or_stay_off(walk: Walk, answer: str, text: str) -> None:
    travel(
        walk,
        {
            "Data": boxes(walk, "Data") | {"machine_learning"},
            "Switch Azure Machine Learning on": answer,
        },
        "services",
    )
    assert walk.ask(f"{PROJECT}.services.machine_learning").text == text
    assert walk.ask(f"{PROJECT}.services.aks_for_machine_learning").text == "false"
    if answer == "none":
        assert walk.unsaved == 0


def test_a_service_that_was_written_goes_only_after_a_second_yes(walk: Walk) -> None:
    walk.answer(f"{PROJECT}.services.cosmos_db", True)
    walk.written()
    without = boxes(walk, "Data") - {"cosmos_db"}
    person = travel(walk, {"Data": without, "Switch Cosmos DB off": "keep"}, "services")
    assert "removes" in person.text
    assert walk.ask(f"{PROJECT}.services.cosmos_db").text == "true"
    travel(walk, {"Data": without, "Switch Cosmos DB off": "off"}, "services")
    assert walk.ask(f"{PROJECT}.services.cosmos_db").text == "false"


def test_what_others_need_says_so(walk: Walk) -> None:
    person = travel(
        walk,
        {"AI": boxes(walk, "AI") - {"ai_search"}, "Switch AI Search off": "keep"},
        "services",
    )
    assert "AI Foundry needs it." in person.said


def test_help_on_boxes_says_what_each_service_needs_and_costs(walk: Walk) -> None:
    person = travel(walk, {"Data": Command.HELP}, "services")
    assert walk.session.catalog.services["cosmos_db"].costs in person.text.replace("- ", "")
    assert count(person, "Data") == 2
