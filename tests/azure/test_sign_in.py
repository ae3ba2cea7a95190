"""What the files of the Azure CLI say, and that they stay as they are."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.azure.cli_folders import (
    ADA,
    CONTOSO,
    DEV,
    FABRIKAM,
    GOVERNMENT,
    MACHINE,
    PARTNER,
    PIPELINE,
    PLATFORM,
    PROD,
    STAGE,
    USUAL,
    account,
    make_folder,
    picture,
    profile_text,
)
from wizard.azure.sign_in import sign_in_directory
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.session.directory import UNKNOWN, Directory


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a look at the sign-in went to the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def look(catalog: Catalog, folder: Path, **environ: str) -> Directory:
    return sign_in_directory(catalog, environ={"AZURE_CONFIG_DIR": str(folder), **environ})


def test_names_tenants_states_and_who_is_signed_in(catalog: Catalog, tmp_path: Path) -> None:
    found = look(catalog, make_folder(tmp_path / "azure", *USUAL))
    assert [(one.id, one.name) for one in found.subscriptions] == [
        (DEV, "Contoso AI Dev"), (STAGE, "Contoso AI Stage"), (PROD, "Fabrikam Prod"),
        (PLATFORM, "Contoso Platform"), (GOVERNMENT, "Contoso Gov"),
    ]  # fmt: skip
    assert {one.id: (one.name, one.domain) for one in found.tenants} == {
        CONTOSO: ("Contoso", "contoso.example"), FABRIKAM: ("Fabrikam", "fabrikam.example"),
    }  # fmt: skip
    assert (found.cloud, found.user, found.is_person) == ("AzureCloud", ADA["name"], True)
    states = {one.id: one.is_usable for one in found.subscriptions}
    assert [id for id, usable in states.items() if not usable] == [STAGE]


def test_the_home_folder_is_looked_at_where_no_other_is_named(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_folder(tmp_path / ".azure", account(DEV, "Contoso AI Dev"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for unset in ({}, {"AZURE_CONFIG_DIR": ""}):
        assert sign_in_directory(catalog, environ=unset).name_of(DEV) == "Contoso AI Dev"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_profile_is_read_with_and_without_a_mark_in_front(
    catalog: Catalog, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "azureProfile.json"
    path.write_text(profile_text(account(DEV, "Straße 東京")), encoding=encoding)
    assert look(catalog, tmp_path).name_of(DEV) == "Straße 東京"


DAMAGED = {
    "nothing in it": b"",
    "the mark alone": b"\xef\xbb\xbf",
    "half written": profile_text(*USUAL).encode()[:150],
    "another encoding": profile_text(*USUAL).encode("utf-16"),
    "no text": bytes(range(256)),
    "a list": b"[1, 2]",
    "a number": b"7",
    "nothing": b"null",
    "brackets without end": b"[" * 100_000,
    "no subscriptions": b'{"installationId": "x"}',
    "subscriptions of another kind": b'{"subscriptions": {"id": 1}}',
    "entries of other kinds": b'{"subscriptions": [1, null, "x", [], {}, {"id": 5}]}',
    "never signed in": b'{"subscriptions": []}',
}


@pytest.mark.parametrize("held", DAMAGED.values(), ids=DAMAGED)
def test_what_is_damaged_is_not_known_and_stays_as_it_is(
    catalog: Catalog, tmp_path: Path, held: bytes
) -> None:
    folder = make_folder(tmp_path / "azure", config="[cloud]\nname = AzureUSGovernment\n")
    (folder / "azureProfile.json").write_bytes(held)
    before = picture(folder)
    assert look(catalog, folder) == UNKNOWN
    assert picture(folder) == before


def test_what_is_missing_is_not_known_and_is_not_made(catalog: Catalog, tmp_path: Path) -> None:
    assert look(catalog, tmp_path / "nowhere") == UNKNOWN
    assert look(catalog, tmp_path) == UNKNOWN
    (tmp_path / "a file").write_bytes(b"")
    assert look(catalog, tmp_path / "a file") == UNKNOWN
    (tmp_path / "azure" / "azureProfile.json").mkdir(parents=True)
    assert look(catalog, tmp_path / "azure") == UNKNOWN
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a file", "azure"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_a_pipe_in_place_of_the_profile_does_not_hold_things_up(
    catalog: Catalog, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "azureProfile.json")
    assert look(catalog, tmp_path) == UNKNOWN


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user"
)
def test_a_profile_that_may_not_be_read_is_not_known(catalog: Catalog, tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "azure", *USUAL)
    (folder / "azureProfile.json").chmod(0)
    assert look(catalog, folder) == UNKNOWN


def test_a_profile_that_cannot_be_opened_is_not_known(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path / "azure", *USUAL)

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    assert look(catalog, folder) == UNKNOWN


def test_looking_leaves_a_folder_as_it_is_even_a_read_only_one(
    catalog: Catalog, tmp_path: Path
) -> None:
    folder = make_folder(
        tmp_path / "azure", *USUAL, config="[cloud]\nname = Own\n",
        clouds="[Own]\nendpoint_resource_manager = https://arm.contoso.example\n",
    )  # fmt: skip
    for path in folder.iterdir():
        path.chmod(stat.S_IRUSR)
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    before = picture(folder)
    assert look(catalog, folder).cloud == "Own"
    assert picture(folder) == before
    folder.chmod(stat.S_IRWXU)


@pytest.mark.parametrize(
    ("user", "is_person"), [(ADA, True), (PIPELINE, False), (MACHINE, False), (None, True)]
)
def test_programs_are_told_from_people(
    catalog: Catalog, tmp_path: Path, user: Any, is_person: bool
) -> None:
    found = look(catalog, make_folder(tmp_path, account(DEV, "Dev", isDefault=True, user=user)))
    assert found.is_person is is_person
    assert found.user == (user["name"] if user else "")


def test_a_sign_in_without_subscriptions_still_knows_its_tenant(
    catalog: Catalog, tmp_path: Path
) -> None:
    tenant_only = account(CONTOSO, "N/A(tenant level account)")
    found = look(catalog, make_folder(tmp_path, tenant_only))
    assert found.subscriptions == ()
    assert found.name_of(CONTOSO) == "Contoso"


def test_a_tenant_that_only_owns_a_subscription_is_known_without_a_name(
    catalog: Catalog, tmp_path: Path
) -> None:
    found = look(catalog, make_folder(tmp_path, account(DEV, "Shared", homeTenantId=PARTNER)))
    partner = found.tenant(PARTNER.upper())
    assert partner is not None and partner.title == ""


def test_a_name_cannot_act_on_a_terminal(catalog: Catalog, tmp_path: Path) -> None:
    found = look(catalog, make_folder(tmp_path, account(DEV, "Dev\x1b[2J\n\u202eexe \ud800")))
    assert found.name_of(DEV).isprintable()
    assert found.name_of(DEV).startswith("Dev")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "name", "tenantId", "homeTenantId", "user", "type", "state",
                         "environmentName", "isDefault", "subscriptions"]),
        inner, max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(entries=st.lists(JSON, max_size=4))
def test_any_profile_gives_some_directory(entries: list[Any], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("azure")
    text = json.dumps({"subscriptions": entries})
    (folder / "azureProfile.json").write_text(text, encoding="utf-8")
    found = look(load_catalog(), folder)
    assert all(one.id and one.id == one.id.lower() for one in found.subscriptions)
    for what in ("subscription", "tenant"):
        found.entries(what)
    found.named(text)
