"""Subscriptions by their names in the questions line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prompts.person import Person
from wizard.prompts.asker import Command
from wizard.prompts.lines import LineAsker
from wizard.prompts.question import ask_question, id_options
from wizard.session.directory import Directory, Subscription, Tenant
from wizard.session.opening import open_repository
from wizard.session.walk import Walk

ID = "11111111-2222-4333-8444-5555555555"
TENANT = ID + "01"
DEV = "scale_sets.001.environments.dev.subscription_id"
LABEL = "Subscription, dev"


def directory(count: int = 2) -> Directory:
    return Directory(
        cloud="AzureCloud",
        subscriptions=tuple(
            Subscription(f"{ID}{number:02x}", f"AI {number:03}", TENANT, TENANT, "AzureCloud")
            for number in range(1, count + 1)
        ),
        tenants=(Tenant(TENANT, "Contoso"),),
    )


@pytest.fixture
def walk(repository: Path) -> Walk:
    walk = Walk(open_repository(repository))
    walk.session.directory = directory()
    walk.findings()
    return walk


def value(walk: Walk) -> str:
    return walk.session.view(environment="dev").text("subscription_id")


def typed(walk: Walk, *lines: str) -> None:
    """Answer on a terminal that cannot draw."""
    given = iter(lines)
    ask_question(walk, LineAsker(colour=False, read=lambda _: next(given)), DEV)
    assert list(given) == []


@pytest.mark.parametrize("said", ["2", "AI 002", "ai 002", ID + "02"])
def test_a_subscription_is_picked_by_number_name_or_id(walk: Walk, said: str) -> None:
    typed(walk, said)
    assert value(walk) == ID + "02"


def test_enter_takes_no_subscription_by_chance(walk: Walk) -> None:
    typed(walk, "", "")
    assert value(walk) == ""


def test_an_id_that_is_in_no_list_is_typed(walk: Walk) -> None:
    typed(walk, "3", ID + "99")
    assert value(walk) == ID + "99"


def test_what_is_there_is_kept_by_enter_and_has_its_name(walk: Walk) -> None:
    walk.answer(DEV, (ID + "02").upper())
    options = id_options(walk, walk.ask(DEV))
    assert [option.title for option in options] == ["AI 001", "AI 002", "Type an id"]
    typed(walk, "")
    assert value(walk) == (ID + "02").upper()


def test_an_id_from_elsewhere_is_offered_as_it_is(walk: Walk) -> None:
    walk.answer(DEV, ID + "77")
    options = id_options(walk, walk.ask(DEV))
    assert (options[0].value, options[0].words) == (ID + "77", "as it is now")
    typed(walk, "")
    assert value(walk) == ID + "77"


def test_a_long_list_is_cut_and_says_so(walk: Walk) -> None:
    walk.session.directory = directory(200)
    options = id_options(walk, walk.ask(DEV))
    assert len(options) == 31
    assert options[-1].words == "170 more are not listed"


def test_commands_work_in_the_list(walk: Walk) -> None:
    person = Person({LABEL: Command.BACK})
    assert ask_question(walk, person, DEV) is Command.BACK


def test_a_tenant_is_picked_as_well(walk: Walk) -> None:
    person = Person({"Tenant": TENANT})
    assert ask_question(walk, person, "tenant_id") is None
    assert walk.session.view().text("tenant_id") == TENANT
    assert person.turns[0].kind == "choose"


def test_without_a_sign_in_the_id_is_typed(repository: Path) -> None:
    walk = Walk(open_repository(repository))
    walk.findings()
    typed(walk, ID + "99")
    assert value(walk) == ID + "99"
