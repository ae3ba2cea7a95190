"""The example answers on which rules show what they find."""

from __future__ import annotations

from wizard.catalog.catalog import Catalog
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key, split_key
from wizard.model.values import lenient_value
from wizard.rules.registry import Changes

HERE = Context("001", None, "001")

BASE: Changes = {
    "tenant_id": "11111111-2222-4333-8444-555555555501",
    "github.owner": "contoso",
    "github.repository": "contoso/aifactory-001",
    "identities.azure_ml_object_id": "11111111-2222-4333-8444-555555555502",
    "naming.prefix": "acme-",
    "region.name": "swedencentral",
    "region.code": "sdc",
    "address.vnet": "172.16.0.0/16",
    "environments.dev.subscription_id": "11111111-2222-4333-8444-5555555555d1",
    "environments.stage.subscription_id": "11111111-2222-4333-8444-5555555555d2",
    "environments.prod.subscription_id": "11111111-2222-4333-8444-5555555555d3",
    "environments.dev.seeding.subscription_id": "11111111-2222-4333-8444-5555555555d0",
    "environments.dev.seeding.resource_group": "rg-seeding-sdc-001",
    "environments.dev.seeding.key_vault": "kv-seeding-sdc-001",
    "team.member_object_ids": ("11111111-2222-4333-8444-555555555510",),
    "team.member_emails": "team-001@contoso.example",
    "tags.cost_center": "4711",
}
"""A private, standalone factory on GitHub with one project; made up and free of errors."""


def example_answers(catalog: Catalog, changes: Changes | None = None) -> Answers:
    """The example with some answers changed (see ``Rule`` for the notation)."""
    answers = Answers()
    answers.add_scale_set("001")
    answers.add_project("001")
    for key, value in {**BASE, **(changes or {})}.items():
        put_example(catalog, answers, key, value)
    return answers


def put_example(catalog: Catalog, answers: Answers, key: str, value: object) -> None:
    """Put one change of a rule's example into answers."""
    place = split_key(key)
    setting = catalog.find(place.key)
    context = HERE.at(
        scale_set=place.scale_set or HERE.scale_set,
        environment=place.environment,
        project=place.project or HERE.project,
    )
    full = full_key(setting.key, setting.scope, context)
    answers.put(full, Given(lenient_value(setting, value)))
