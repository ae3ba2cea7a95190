"""Tokens through azure-cli-core, from a stand-in for the sign-in server on this machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.azure.cli_folders import ADA, CONTOSO, DEV, FABRIKAM, account, make_folder, picture
from tests.azure.entra import (
    CLIENT,
    REFRESH,
    SECRET,
    Entra,
    running_entra,
    signed_in,
    user_signed_in,
)
from wizard.azure.tokens import AzureCliTokens, NoToken, Token, private_copy

ARM, GRAPH = "https://arm.contoso.example", "https://graph.contoso.example"


@pytest.fixture
def entra(tmp_path: Path) -> Iterator[Entra]:
    with running_entra(tmp_path) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path, entra: Entra) -> Path:
    return signed_in(tmp_path / "azure", entra)


@pytest.fixture(autouse=True)
def own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private copies are made: after each test nothing is left there."""
    memory = tmp_path / "memory"
    memory.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(memory))
    return memory


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    trusted = {"REQUESTS_CA_BUNDLE": str(tmp_path / "stand-in.pem"), "NO_PROXY": "127.0.0.1"}
    return {**os.environ, **trusted}


def test_a_token_for_each_resource_and_each_only_once(
    entra: Entra, folder: Path, environ: dict[str, str], own_memory: Path
) -> None:
    tokens = AzureCliTokens(folder=folder, environ=environ)
    before = picture(folder)
    assert tokens.token(ARM) == f"token 1 for {ARM}/.default"
    assert tokens.token(GRAPH) == f"token 2 for {GRAPH}/.default"
    assert tokens.token(ARM) == f"token 1 for {ARM}/.default"
    assert [form["client_id"] for form in entra.asked] == [CLIENT, CLIENT]
    tokens.forget()
    assert tokens.token(ARM) == f"token 3 for {ARM}/.default"
    assert picture(folder) == before
    assert list(own_memory.iterdir()) == []


def test_modules_of_the_folder_where_we_stand_do_not_get_at_the_sign_in(
    entra: Entra, folder: Path, environ: dict[str, str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    here = tmp_path / "somebody-elses"
    (here / "wizard").mkdir(parents=True)
    trap = f"open({str(here / 'was-run')!r}, 'w').close()\n"
    for name in ("json.py", "wizard/__init__.py"):
        (here / name).write_text(trap, encoding="utf-8")
    monkeypatch.chdir(here)
    assert AzureCliTokens(folder=folder, environ=environ).token(ARM).startswith("token 1")
    assert not (here / "was-run").exists()


def test_a_persons_sign_in_is_used_and_kept_as_it_is(
    tmp_path: Path, entra: Entra, environ: dict[str, str]
) -> None:
    folder = user_signed_in(tmp_path / "person", entra)
    before = picture(folder)
    tokens = AzureCliTokens(folder=folder, environ=environ)
    assert tokens.token(ARM) == f"token 1 for {entra.asked[0]['scope']}"
    assert entra.asked[0]["grant_type"] == "refresh_token"
    tokens.forget()
    tokens.token(ARM)
    assert [form["refresh_token"] for form in entra.asked] == [REFRESH, REFRESH]
    assert picture(folder) == before


def test_a_token_that_ends_soon_is_fetched_anew(
    entra: Entra, folder: Path, environ: dict[str, str]
) -> None:
    entra.lifetime = 60
    tokens = AzureCliTokens(folder=folder, environ=environ)
    assert tokens.token(ARM) != tokens.token(ARM)


def test_the_factorys_tenant_is_asked(
    tmp_path: Path, entra: Entra, environ: dict[str, str]
) -> None:
    folder = signed_in(tmp_path / "two", entra, tenant=FABRIKAM)
    AzureCliTokens(FABRIKAM, folder=folder, environ=environ).token(ARM)
    assert entra.asked[0]["path"].startswith(f"/{FABRIKAM}/")


def test_a_refusal_is_told_in_the_servers_words_and_without_the_secret(
    entra: Entra, folder: Path, environ: dict[str, str]
) -> None:
    entra.refuse = True
    with pytest.raises(NoToken, match="AADSTS7000215") as refused:
        AzureCliTokens(CONTOSO, folder=folder, environ=environ).token(ARM)
    told = str(refused.value)
    assert told.endswith(f"provided. Sign in again: az login --tenant {CONTOSO}")
    assert SECRET not in told and "Trace" not in told


def test_a_slow_server_is_given_up(
    entra: Entra, folder: Path, environ: dict[str, str], own_memory: Path
) -> None:
    entra.hold.clear()
    with pytest.raises(NoToken, match="within 2 seconds"):
        AzureCliTokens(folder=folder, environ=environ, timeout=2).token(ARM)
    assert list(own_memory.iterdir()) == []


def test_a_fetch_can_be_cancelled_from_another_thread(
    entra: Entra, folder: Path, environ: dict[str, str], own_memory: Path
) -> None:
    entra.hold.clear()
    tokens = AzureCliTokens(folder=folder, environ=environ)
    refused: list[NoToken] = []

    def ask() -> None:
        try:
            tokens.token(ARM)
        except NoToken as error:
            refused.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    assert entra.reached.wait(30)
    tokens.cancel()
    asking.join(10)
    assert not asking.is_alive() and len(refused) == 1
    assert list(own_memory.iterdir()) == []


def test_nobody_signed_in(tmp_path: Path, own_memory: Path) -> None:
    with pytest.raises(NoToken, match="az login"):
        AzureCliTokens(folder=tmp_path / "nowhere").token(ARM)
    with pytest.raises(NoToken, match="az login"):
        AzureCliTokens(folder=make_folder(tmp_path / "empty")).token(ARM)
    assert list(own_memory.iterdir()) == []


def test_a_damaged_profile_is_refused_and_kept(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "azure")
    (folder / "azureProfile.json").write_bytes(b'\xef\xbb\xbf{"subscriptions": [{"id"')
    before = picture(folder)
    with pytest.raises(NoToken):
        AzureCliTokens(folder=folder).token(ARM)
    assert picture(folder) == before


def test_a_user_whose_tokens_are_gone_is_told_to_sign_in(tmp_path: Path, entra: Entra) -> None:
    folder = signed_in(tmp_path / "azure", entra)
    text = (folder / "azureProfile.json").read_text(encoding="utf-8-sig")
    (folder / "azureProfile.json").write_text(
        text.replace('"servicePrincipal"', '"user"').replace(CLIENT, ADA["name"]),
        encoding="utf-8-sig",
    )
    trusted = {"REQUESTS_CA_BUNDLE": str(tmp_path / "stand-in.pem")}
    with pytest.raises(NoToken, match="az login"):
        AzureCliTokens(folder=folder, environ={**os.environ, **trusted}).token(ARM)


@pytest.mark.skipif(os.name == "nt", reason="no such modes here")
def test_the_copy_is_for_this_user_alone_and_goes(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "azure", account(DEV, "Dev"), config="[cloud]\n")
    (folder / "msal_http_cache.bin").write_bytes(b"x")
    (folder / "logs").mkdir()
    with private_copy(folder) as copy:
        assert copy.stat().st_mode & 0o077 == 0
        assert sorted(path.name for path in copy.iterdir()) == ["azureProfile.json", "config"]
    assert not copy.exists()


def test_a_token_does_not_show_itself() -> None:
    assert (
        "secret" not in repr(Token("a secret", 1.0)) and "secret" not in f"{[Token('secret', 1)]}"
    )
