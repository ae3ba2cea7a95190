"""Search: what a query means comes first."""

from __future__ import annotations

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session import Session
from wizard.session.search import search

STAGE = "scale_sets.001.environments.stage"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("container apps", "projects.001.services.container_apps"),
        ("cosmos db", "projects.001.services.cosmos_db"),
        ("ai search", "projects.001.services.ai_search"),
        ("networking mode", "scale_sets.001.networking.mode"),
        ("tenant", "tenant_id"),
        ("stage seeding subscription", f"{STAGE}.seeding.subscription_id"),
        (f"{STAGE}.seeding.key_vault", f"{STAGE}.seeding.key_vault"),
        ("stage.seeding.resource", f"{STAGE}.seeding.resource_group"),
    ],
)
def test_a_query_that_names_a_setting_finds_it_first(query: str, first: str) -> None:
    session = Session(load_catalog("1.24"), example_answers(load_catalog("1.24")))
    assert search(session, query)[0].question.key == first
