"""What a sign-in says about subscriptions, tenants and clouds of the answers."""

from __future__ import annotations

from typing import Any

import pytest

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog, releases
from wizard.model.context import split_key
from wizard.rules.example import example_answers
from wizard.rules.finding import Finding
from wizard.session import Session
from wizard.session.directory import UNKNOWN, Directory, Subscription, Tenant, identified_by
from wizard.session.overview import environment_lines
from wizard.session.questions import current_findings
from wizard.session.sign_in_findings import sign_in_findings
from wizard.session.writing import findings_for

ID = "11111111-2222-4333-8444-5555555555"
CONTOSO, FABRIKAM = ID + "01", ID + "f1"
DEV, STAGE, PROD, SEEDING = ID + "d1", ID + "d2", ID + "d3", ID + "d0"
DEV_KEY = "scale_sets.001.environments.dev.subscription_id"


def subscription(id: str, name: str, **more: Any) -> Subscription:
    whole = {"tenant": CONTOSO, "home": CONTOSO, "cloud": "AzureCloud", **more}
    return Subscription(id, name, **whole)


ALL_WELL = Directory(
    cloud="AzureCloud",
    user="ada@contoso.example",
    subscriptions=(
        subscription(DEV, "AI Dev"), subscription(STAGE, "AI Stage"), subscription(PROD, "AI Prod"),
        subscription(SEEDING, "Platform"),
    ),
    tenants=(Tenant(CONTOSO, "Contoso", "contoso.example"), Tenant(FABRIKAM, "Fabrikam")),
)  # fmt: skip


def with_dev(**changes: Any) -> Directory:
    """The directory with another subscription of dev."""
    from dataclasses import replace

    dev, *others = ALL_WELL.subscriptions
    return replace(ALL_WELL, subscriptions=(dev._replace(**changes), *others))


def without_dev(**changes: Any) -> Directory:
    from dataclasses import replace

    return replace(ALL_WELL, subscriptions=ALL_WELL.subscriptions[1:], **changes)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def session_with(catalog: Catalog, directory: Directory, **changes: Any) -> Session:
    answers = {key.replace("__", "."): value for key, value in changes.items()}
    session = Session(catalog, example_answers(catalog, answers))
    session.directory = directory
    return session


def found(catalog: Catalog, directory: Directory, **changes: Any) -> list[Finding]:
    session = session_with(catalog, directory, **changes)
    told = list(sign_in_findings(session, session.answers.scale_sets))
    for finding in told:
        assert finding.severity != "error"
        assert all(split_key(key).key in catalog.settings for key in finding.keys)
        assert finding.message.endswith(".") and len(finding.remedy) > 10
    return told


def test_nothing_is_said_where_all_is_well_or_nobody_is_signed_in(catalog: Catalog) -> None:
    assert found(catalog, ALL_WELL) == []
    assert found(catalog, UNKNOWN) == []
    assert found(catalog, UNKNOWN, region__name="usgovvirginia") == []


def test_a_subscription_of_another_tenant(catalog: Catalog) -> None:
    (one,) = found(catalog, with_dev(tenant=FABRIKAM, home=FABRIKAM))
    assert (one.code, one.severity, one.keys) == ("SGN101", "warning", (DEV_KEY, "tenant_id"))
    assert one.message.startswith(
        '"AI Dev" belongs to the tenant Fabrikam, the factory to Contoso.'
    )
    assert f"It is {DEV}, named for dev; the tenants are {FABRIKAM} and {CONTOSO}" in one.message


@pytest.mark.parametrize("places", [
    {"tenant": CONTOSO, "home": FABRIKAM}, {"tenant": FABRIKAM, "home": CONTOSO}, {"tenant": ""},
])  # fmt: skip
def test_delegated_and_guest_access_is_no_other_tenant(
    catalog: Catalog, places: dict[str, str]
) -> None:
    assert found(catalog, with_dev(**places)) == []


def test_ids_are_the_same_in_any_case(catalog: Catalog) -> None:
    assert found(catalog, ALL_WELL, tenant_id=CONTOSO.upper()) == []
    assert found(
        catalog, ALL_WELL, **{"environments.dev.subscription_id": DEV.upper()}
    ) == []  # fmt: skip


@pytest.mark.parametrize("state", ["Disabled", "Warned", "PastDue", "Deleted"])
def test_a_subscription_that_is_not_enabled(catalog: Catalog, state: str) -> None:
    (one,) = found(catalog, with_dev(state=state))
    assert (one.code, one.keys) == ("SGN102", (DEV_KEY,))
    assert one.message.startswith(f'"AI Dev" was {state.lower()} ') and DEV in one.message


def test_one_subscription_in_several_places_is_told_once(catalog: Catalog) -> None:
    shared = {f"environments.{name}.subscription_id": DEV for name in ("stage", "prod")}
    (one,) = found(catalog, with_dev(state="Disabled"), **shared)
    assert "dev, stage and prod" in one.message and len(one.keys) == 3


def test_a_subscription_that_a_person_does_not_see(catalog: Catalog) -> None:
    (one,) = found(catalog, without_dev())
    assert (one.code, one.severity, one.keys) == ("SGN103", "note", (DEV_KEY,))
    assert "does not list" in one.message and DEV in one.message
    assert "ada" not in one.message, "who looks is nobody's business in a log"


def test_programs_and_strangers_to_the_tenant_are_not_asked(catalog: Catalog) -> None:
    assert found(catalog, without_dev(is_person=False)) == []
    assert found(catalog, without_dev(tenants=(Tenant(FABRIKAM),))) == []


def test_somebody_elses_subscription_need_not_be_seen(catalog: Catalog) -> None:
    hub = {"dns.central_by_policy": True, "dns.hub_subscription_id": ID + "99"}
    assert [one for one in found(catalog, ALL_WELL, **hub) if one.code == "SGN103"] == []
    off = {"environments.dev.enabled": False}
    assert found(catalog, without_dev(), **off) == []


def test_the_hubs_subscription_is_judged_where_it_is_known(catalog: Catalog) -> None:
    hub = {"dns.central_by_policy": True, "dns.hub_subscription_id": DEV,
           "environments.dev.enabled": False}  # fmt: skip
    (one,) = found(catalog, with_dev(state="Disabled"), **hub)
    assert one.keys == ("scale_sets.001.dns.hub_subscription_id",)


def test_the_cloud_of_the_sign_in_and_that_of_the_region(catalog: Catalog) -> None:
    from dataclasses import replace

    elsewhere = replace(ALL_WELL, cloud="AzureUSGovernment")
    (one,) = found(catalog, elsewhere)
    assert (one.code, one.keys) == ("SGN104", ("scale_sets.001.region.name",))
    assert "Azure US Government" in one.message and "az cloud set --name AzureCloud" in one.remedy
    assert found(catalog, elsewhere, region__name="nowhere") == []


def test_a_subscription_of_another_cloud_than_the_region(catalog: Catalog) -> None:
    (one,) = found(catalog, with_dev(cloud="AzureChinaCloud"))
    assert (one.code, one.keys) == ("SGN105", (DEV_KEY,))
    assert "Azure China" in one.message


def test_a_tenant_that_the_sign_in_does_not_know(catalog: Catalog) -> None:
    strangers = {f"environments.{name}.{key}": ID + "77" for name in ("dev", "stage", "prod")
                 for key in ("subscription_id", "seeding.subscription_id")}  # fmt: skip
    (one,) = found(catalog, ALL_WELL, tenant_id=ID + "88", **strangers)
    assert (one.code, one.severity, one.keys) == ("SGN106", "note", ("tenant_id",))
    assert f"Contoso ({CONTOSO})" in one.message and ID + "88" in one.remedy
    codes = {one.code for one in found(catalog, ALL_WELL, tenant_id=ID + "88")}
    assert codes == {"SGN101"}, "a known subscription tells more than the unknown tenant"
    assert found(catalog, ALL_WELL, tenant_id="", **strangers) == []


def test_a_tenant_is_offered_where_all_subscriptions_belong_to_one(catalog: Catalog) -> None:
    session = session_with(catalog, ALL_WELL, tenant_id="")
    (one,) = sign_in_findings(session, ("001",))
    assert (one.code, one.severity, one.keys) == ("SGN107", "note", ("tenant_id",))
    assert "belong to the tenant Contoso." in one.message
    assert [(fix.key, fix.value) for fix in one.fixes] == [("tenant_id", CONTOSO)]
    session.set_many([(fix.key, fix.value) for fix in one.fixes])
    assert list(sign_in_findings(session, ("001",))) == []
    mixed = with_dev(tenant=FABRIKAM, home=FABRIKAM)
    assert found(catalog, mixed, tenant_id="") == []


def test_a_wrong_tenant_can_be_mended_only_where_all_subscriptions_say_so(
    catalog: Catalog,
) -> None:
    wrong = found(catalog, ALL_WELL, tenant_id=FABRIKAM)
    assert {one.code for one in wrong} == {"SGN101"}
    assert {one.fixes[0].value for one in wrong} == {CONTOSO}
    (other,) = found(catalog, with_dev(tenant=FABRIKAM, home=FABRIKAM))
    assert other.fixes == ()


def test_every_scale_set_is_judged(catalog: Catalog) -> None:
    session = session_with(catalog, with_dev(state="Disabled"))
    session.answers.add_scale_set("002")
    session.set("scale_sets.002.environments.prod.subscription_id", DEV)
    told = [one for one in sign_in_findings(session, ("001", "002")) if one.code == "SGN102"]
    assert [one.keys[0].split(".")[1] for one in told] == ["001", "002"]


def test_the_overview_counts_them_where_they_stand(catalog: Catalog) -> None:
    quiet, told = (
        {line.environment: line.warnings for line in environment_lines(session_with(catalog, one))}
        for one in (ALL_WELL, with_dev(state="Disabled"))
    )
    assert told == {**quiet, "dev": quiet["dev"] + 1}


def test_what_is_written_does_not_depend_on_the_sign_in(catalog: Catalog) -> None:
    session = session_with(catalog, with_dev(state="Disabled"))
    assert "SGN102" in {one.code for one in current_findings(session)}
    written = [*session.findings(), *findings_for(session, "001")]
    assert not {one.code for one in written if one.code.startswith("SGN")}


def test_what_a_setting_identifies_is_known_for_all_of_them() -> None:
    for release in releases():
        for setting in load_catalog(release).settings.values():
            told = f"{setting.key} {setting.title}".lower()
            words = [word for word in ("subscription", "tenant") if word in told]
            if setting.kind == "guid" and words:
                assert identified_by(setting) in words, setting.key
            else:
                assert identified_by(setting) is None, setting.key
