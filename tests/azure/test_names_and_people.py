"""Object ids in Entra ID, and names that somebody has already."""

from __future__ import annotations

from typing import Any

import pytest

from tests.azure.conftest import Look
from tests.azure.fake import FakeAzure, Row
from tests.azure.healthy import AZURE_ML, DEV, GRAPH, GROUP, PROD, example_session, sub
from wizard.naming.names import names_of
from wizard.rules.finding import Finding
from wizard.session.draft import Session

ML_APPLICATION = "0736f41a-0425-4b46-bdb5-1563eff02385"
MEMBERS = "projects.001.team.member_object_ids"
REGISTERED = f"{GRAPH}/serviceprincipals(appid='{ML_APPLICATION}')"


def known(kind: str, name: str, **more: str) -> Row:
    return {"@odata.type": f"#microsoft.graph.{kind}", "displayName": name, **more}


def found(look: Look, **answers: Any) -> list[Finding]:
    report = look(example_session(**answers))
    assert report.unknown == []
    return report.findings


def test_an_object_that_nobody_knows(azure: FakeAzure, look: Look) -> None:
    del azure.directory[GROUP]
    (finding,) = found(look)
    assert (finding.code, finding.keys, finding.fixes) == ("AZR161", (MEMBERS,), ())
    assert GROUP in finding.message


@pytest.mark.parametrize(
    ("kind", "groups", "wrong"),
    [("group", True, False), ("user", True, True), ("user", False, False), ("group", False, True),
     ("servicePrincipal", True, True), ("application", True, True)],
)  # fmt: skip
def test_members_are_of_the_kind_that_was_answered(
    azure: FakeAzure, look: Look, kind: str, groups: bool, wrong: bool
) -> None:
    azure.directory[GROUP] = known(kind, "somebody", id=GROUP)
    codes = [finding.code for finding in found(look, team__use_groups=groups)]
    assert codes == (["AZR162"] if wrong else [])


def test_the_id_of_the_application_is_replaced_by_the_right_one(
    azure: FakeAzure, look: Look
) -> None:
    azure.objects[REGISTERED] = known("servicePrincipal", "Azure Machine Learning", id=AZURE_ML)
    (finding,) = found(look, identities__azure_ml_object_id=ML_APPLICATION)
    assert (finding.code, finding.keys) == ("AZR161", ("identities.azure_ml_object_id",))
    assert [(fix.key, fix.value) for fix in finding.fixes] == [(finding.keys[0], AZURE_ML)]


def test_another_service_principal_than_the_wanted_one(azure: FakeAzure, look: Look) -> None:
    azure.directory[AZURE_ML] = known("servicePrincipal", "ours", id=AZURE_ML, appId=GROUP)
    (finding,) = found(look)
    assert finding.code == "AZR162" and "ours" in finding.message and finding.fixes == ()


def test_all_ids_are_asked_for_in_one_request(azure: FakeAzure, look: Look) -> None:
    ids = [f"11111111-2222-4333-8444-{number:012}" for number in range(300)]
    azure.directory |= {one: known("group", one, id=one) for one in ids}
    assert found(look, team__member_object_ids=tuple(ids)) == []
    asked = [a for a in azure.asked if a.path.startswith("/graph")]
    assert [(a.method, a.path) for a in asked] == [
        ("POST", "/graph/v1.0/directoryObjects/getByIds")
    ]


def test_no_directory_no_crash(azure: FakeAzure, look: Look) -> None:
    azure.trouble("/graph", status=403, body=b'{"error": {"code": "Authorization_RequestDenied"}}')
    (gap,) = look(example_session()).unknown
    assert gap.what == "people, groups and service principals of the factory"
    assert gap.reason == "no permission"


def name_of(session: Session, id: str, environment: str = "dev") -> str:
    names = names_of(session.view(environment=environment, project="001"))
    return next(name.name for name in names if name.id == id)


def test_a_deleted_key_vault_keeps_its_name(azure: FakeAzure, look: Look) -> None:
    name = name_of(example_session(), "project_key_vault")
    azure.lists[sub(DEV, "/providers/Microsoft.KeyVault/deletedVaults")] = [
        {"name": name, "properties": {"vaultId": f"/subscriptions/x/vaults/{name.upper()}",
                                      "location": "swedencentral"}},
        {"name": "other", "properties": {}}, {"properties": "text"},
    ]  # fmt: skip
    azure.taken.add(name)
    (finding,) = found(look)
    assert (finding.code, finding.severity) == ("AZR171", "error")
    assert name in finding.message and f"az keyvault purge --name {name}" in finding.remedy


def test_a_deleted_foundry_account_keeps_its_name(azure: FakeAzure, look: Look) -> None:
    salt = {"naming__random_salts__dev": "abcdefghij"}
    session = example_session(services__ai_foundry=True, **salt)
    name = name_of(session, "foundry_account")
    assert "#" not in name
    there = f"/subscriptions/{DEV}/resourceGroups/rg-ai/providers/Microsoft.CognitiveServices/"
    azure.lists[sub(DEV, "/providers/Microsoft.CognitiveServices/deletedAccounts")] = [
        {"name": name, "id": f"{there}accounts/{name}", "location": "swedencentral"}
    ]
    (finding,) = [f for f in look(session).findings if f.code == "AZR171"]
    assert "--resource-group rg-ai" in finding.remedy


def test_a_name_that_somebody_else_has(azure: FakeAzure, look: Look) -> None:
    name = name_of(example_session(), "project_storage")
    azure.taken.add(name)
    (finding,) = found(look)
    assert (finding.code, finding.severity) == ("AZR172", "error")
    assert name in finding.message


def test_a_name_that_we_have_ourselves_is_not_taken(azure: FakeAzure, look: Look) -> None:
    name = name_of(example_session(), "project_storage")
    azure.taken.add(name)
    azure.lists[sub(DEV, "/resources")] = [
        {"name": name.upper(), "type": "Microsoft.Storage/storageAccounts"}
    ]
    assert found(look) == []


def test_names_that_only_the_run_knows_are_not_asked_for(azure: FakeAzure, look: Look) -> None:
    """Without the subscription nobody knows the salt, nor whom to ask."""
    report = look(example_session(environments__prod__subscription_id=""), environments=("prod",))
    assert {one.reason for one in report.unknown} == {"no subscription"}
    assert not any("checkNameAvailability" in path for path in azure.paths())
    assert not any(PROD in path for path in azure.paths())


def test_ids_of_members_follow_from_their_names(azure: FakeAzure, look: Look) -> None:
    other = "11111111-2222-4333-8444-555555555511"
    azure.directory[other] = known("group", "O'Brien's team", id=other)
    answers = {
        "team__member_object_ids": ("11111111-2222-4333-8444-555555555599",),
        "team__member_emails": "aifactory-prj001,O'Brien's team,nobody",
    }
    session = example_session(**answers)
    (finding,) = [f for f in look(session).findings if f.code == "AZR163"]
    assert finding.keys[0] == MEMBERS
    session.set_many([(fix.key, fix.value) for fix in finding.fixes])
    assert session.view().text("team.member_object_ids") == f"{GROUP},{other}"
    assert [f for f in look(session).findings if f.code.startswith("AZR16")] == []


def test_people_are_found_by_address(azure: FakeAzure, look: Look) -> None:
    address = "anna.larsson@contoso.example"
    azure.directory = {AZURE_ML: azure.directory[AZURE_ML]}
    azure.directory[GROUP] = known("user", "Anna Larsson", id=GROUP, mail=address)
    answers = {"team__use_groups": False, "team__member_object_ids": (),
               "team__member_emails": address}  # fmt: skip
    (finding,) = found(look, **answers)
    assert [(fix.key, fix.value) for fix in finding.fixes] == [(MEMBERS, GROUP)]


def test_a_name_of_several_is_passed_over(azure: FakeAzure, look: Look) -> None:
    for number in (1, 2):
        one = f"11111111-2222-4333-8444-55555555560{number}"
        azure.directory[one] = known("group", "team", id=one)
    assert found(look, team__member_object_ids=(), team__member_emails="team") == []


def test_names_of_members_that_are_known_are_not_asked_for(azure: FakeAzure, look: Look) -> None:
    assert found(look) == []
    assert "/graph/v1.0/groups" not in azure.paths()


def test_a_question_that_needs_more_rights_leaves_the_others(azure: FakeAzure, look: Look) -> None:
    azure.trouble("microsoft.keyvault/checknameavailability", status=403)
    name = name_of(example_session(), "project_storage")
    azure.taken.add(name)
    report = look(example_session())
    assert [finding.code for finding in report.findings] == ["AZR172"]
    assert [one.what for one in report.unknown] == ["taken key vault names of dev"]
    assert sum("KeyVault/checkName" in path for path in azure.paths()) == 1
