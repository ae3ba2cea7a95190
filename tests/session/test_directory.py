"""Names beside identifiers: what is found, and in which order it is offered."""

from __future__ import annotations

from wizard.session.directory import UNKNOWN, Directory, Subscription, Tenant

ID = "11111111-2222-4333-8444-5555555555"
CONTOSO, FABRIKAM, PARTNER = ID + "01", ID + "f1", ID + "e1"

DIRECTORY = Directory(
    cloud="AzureCloud",
    subscriptions=(
        Subscription(ID + "d1", "zeta", CONTOSO, CONTOSO, "AzureCloud"),
        Subscription(ID + "d2", "Alpha", FABRIKAM, FABRIKAM, "AzureCloud"),
        Subscription(ID + "d3", "beta", CONTOSO, CONTOSO, "AzureCloud", "Disabled"),
        Subscription(ID + "d4", "Gamma", CONTOSO, PARTNER, "AzureUSGovernment"),
        Subscription(ID + "d1", "zeta, seen by another", CONTOSO, CONTOSO, "AzureCloud"),
        Subscription(ID + "d5", "", CONTOSO, CONTOSO, "AzureCloud"),
    ),
    tenants=(Tenant(PARTNER), Tenant(FABRIKAM, "", "fabrikam.example"),
             Tenant(CONTOSO, "Contoso", "contoso.example")),
)  # fmt: skip


def test_subscriptions_of_the_tenant_come_first_and_usable_ones_before_others() -> None:
    names = [entry.name for entry in DIRECTORY.entries("subscription", CONTOSO.upper())]
    assert names == ["Gamma", "zeta", "", "beta", "Alpha"]
    words = {entry.name: entry.words for entry in DIRECTORY.entries("subscription")}
    assert words["beta"] == "tenant Contoso, disabled"
    assert words["Alpha"] == "tenant fabrikam.example"
    assert words["Gamma"] == f"tenant {PARTNER}, AzureUSGovernment"


def test_tenants_with_names_come_first() -> None:
    assert [entry.id for entry in DIRECTORY.entries("tenant")] == [CONTOSO, FABRIKAM, PARTNER]


def test_names_stand_behind_every_id_once() -> None:
    named = DIRECTORY.named(f"from {ID}D1 in {CONTOSO}, not {ID}99 nor {PARTNER}.")
    assert named == f"from {ID}D1 (zeta) in {CONTOSO} (Contoso), not {ID}99 nor {PARTNER}."
    assert DIRECTORY.named(named) == named


def test_an_id_within_something_longer_is_left_alone() -> None:
    for text in (f"x{ID}d1", f"{ID}d1x", f"{ID}d1-2", f"a-{ID}d1"):
        assert DIRECTORY.named(text) == text
    path = f"/subscriptions/{ID}d1/resourceGroups/x"
    assert DIRECTORY.named(path) == f"/subscriptions/{ID}d1 (zeta)/resourceGroups/x"


def test_words_about_an_id() -> None:
    assert DIRECTORY.words_about(ID + "d3") == "beta · tenant Contoso · disabled"
    assert DIRECTORY.words_about(CONTOSO) == "Contoso · contoso.example"
    assert DIRECTORY.words_about(FABRIKAM) == "fabrikam.example"
    assert DIRECTORY.words_about(ID + "d5") == "no name · tenant Contoso"
    assert DIRECTORY.words_about(PARTNER) == DIRECTORY.words_about("") == ""


def test_nobody_signed_in_knows_nothing() -> None:
    assert not UNKNOWN.is_known
    assert UNKNOWN.named(f"a {ID}d1") == f"a {ID}d1"
    assert UNKNOWN.entries("subscription") == () and not UNKNOWN.offers("tenant")
