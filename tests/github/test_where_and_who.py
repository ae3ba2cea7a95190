"""Which repository, which host, which sign-in."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.github.fake_github import TOKEN, FakeGithub
from wizard.github.host import Host, host_of
from wizard.github.repository import find_repository_on_github, remote_of
from wizard.github.sign_in import sign_in
from wizard.web.address import checked_address
from wizard.web.failures import NotReached, NotSignedIn, NotTaken


def checkout(folder: Path, url: str, name: str = "origin") -> Path:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "remote", "add", name, url], check=True)
    return folder


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://github.com/contoso/ai-factory.git", ("github.com", "contoso", "ai-factory")),
        ("https://github.com/contoso/ai-factory", ("github.com", "contoso", "ai-factory")),
        ("https://ada@github.com/contoso/ai.factory/", ("github.com", "contoso", "ai.factory")),
        ("git@github.com:contoso/ai-factory.git", ("github.com", "contoso", "ai-factory")),
        ("ssh://git@ssh.github.com:443/contoso/ai-factory.git",
         ("github.com", "contoso", "ai-factory")),
        ("git@ghe.contoso.example:team/factory.git", ("ghe.contoso.example", "team", "factory")),
        ("https://dev.azure.com/contoso/_git/factory/more", None),
        ("../elsewhere", None),
    ],
)  # fmt: skip
def test_the_repository_is_found_in_gits_remote(
    tmp_path: Path, url: str, found: tuple[str, str, str] | None
) -> None:
    assert remote_of(checkout(tmp_path, url)) == found


def test_origin_comes_before_others_and_two_others_are_no_answer(tmp_path: Path) -> None:
    folder = checkout(tmp_path, "https://github.com/contoso/one", "upstream")
    assert remote_of(folder) == ("github.com", "contoso", "one")
    checkout(tmp_path, "https://github.com/contoso/two", "backup")
    assert remote_of(folder) is None
    checkout(tmp_path, "https://github.com/contoso/three")
    assert remote_of(folder) == ("github.com", "contoso", "three")


def test_the_named_one_comes_before_the_answered_before_the_remote(tmp_path: Path) -> None:
    folder = checkout(tmp_path, "https://ghe.contoso.example/team/remote")
    find = find_repository_on_github
    assert find("a/named", "a/answered", folder, {}).shown == "a/named"
    assert find(None, "a/answered", folder, {}).shown == "a/answered"
    assert find(None, "", folder, {}).shown == "ghe.contoso.example/team/remote"
    assert find(None, "team/remote", folder, {}).shown == "ghe.contoso.example/team/remote"
    assert find("ghe.example/a/b", "", folder, {"GH_HOST": "other.example"}).host.name == (
        "ghe.example"
    )
    assert find("a/b", "", folder, {"GH_HOST": "other.example"}).host.name == "other.example"


@pytest.mark.parametrize("text", ["contoso", "a/b/c/d", "https://github.com/a/b", "a/..", "a/b c"])
def test_what_is_no_repository_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotTaken, match="--repository"):
        find_repository_on_github(text, "", tmp_path, {})


def test_without_any_repository_it_has_to_be_named(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    run("unset", "github.repository")
    result = run("push", "github", "--allow-errors")
    assert result.code == 2
    assert "--repository OWNER/NAME" in result.err
    assert github.calls == []


def test_each_kind_of_host_has_its_address() -> None:
    assert host_of("github.com", {}).api == "https://api.github.com"
    assert host_of("contoso.ghe.com", {}).api == "https://api.contoso.ghe.com"
    assert host_of("GHE.contoso.example", {}).api == "https://ghe.contoso.example/api/v3"
    inside = {
        "GITHUB_API_URL": "https://ghe.contoso.example/api/v3/",
        "GITHUB_SERVER_URL": "https://ghe.contoso.example",
    }
    assert host_of("ghe.contoso.example", inside).named
    assert host_of("github.com", inside).api == "https://api.github.com"


@pytest.mark.parametrize(
    "address", ["http://ghe.contoso.example", "ftp://x", "https://", "https://a:b@c", "https://x?y"]
)
def test_a_token_travels_only_sealed(address: str) -> None:
    with pytest.raises(NotReached):
        checked_address(address)


def test_loopback_may_be_plain() -> None:
    assert checked_address("http://127.0.0.1:8080/") == "http://127.0.0.1:8080"
    assert checked_address("http://[::1]:8080") == "http://[::1]:8080"


SERVER = Host("ghe.contoso.example", "https://ghe.contoso.example/api/v3")


@pytest.mark.parametrize(
    ("host", "environ", "source"),
    [
        (host_of("github.com", {}), {"GH_TOKEN": "one", "GITHUB_TOKEN": "two"}, "GH_TOKEN"),
        (host_of("github.com", {}), {"GITHUB_TOKEN": "two"}, "GITHUB_TOKEN"),
        (SERVER, {"GH_TOKEN": "one", "GITHUB_ENTERPRISE_TOKEN": "two"}, "GITHUB_ENTERPRISE_TOKEN"),
        (SERVER._replace(named=True), {"GH_TOKEN": "one"}, "GH_TOKEN"),
        (SERVER._replace(named=True), {"GH_TOKEN": "one", "GH_ENTERPRISE_TOKEN": "two"},
         "GH_ENTERPRISE_TOKEN"),
    ],
)  # fmt: skip
def test_the_token_is_the_one_that_gh_would_take(
    host: Host, environ: dict[str, str], source: str
) -> None:
    found = sign_in(host, environ)
    assert (found.token, found.source) == (environ[source], source)
    assert found.token not in repr(found)


def with_gh(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = folder / "gh"
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for gh is a shell script")
def test_without_a_token_gh_is_asked_for_that_host(
    run: Run, filled: FakeGithub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GH_TOKEN")
    with_gh(tmp_path, f'[ "$*" = "auth token --hostname {filled.address}" ] && echo {TOKEN}',
            monkeypatch)  # fmt: skip
    assert run("push", "github").code == 0
    with_gh(tmp_path, "exit 4", monkeypatch)
    result = run("push", "github")
    assert result.code == 4
    assert "gh is not signed in" in result.err


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for gh is a shell script")
def test_a_gh_that_the_repository_brings_along_is_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_gh(tmp_path, ": > was-run; echo stolen", monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotSignedIn, match="gh is not installed"):
        sign_in(host_of("github.com", {}), {})
    assert not (tmp_path / "was-run").exists()


def test_a_remotes_server_gets_no_token_of_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(NotSignedIn, match="gh is not installed") as told:
        sign_in(SERVER, {"GH_TOKEN": "one", "GITHUB_TOKEN": "two"})
    assert "GH_ENTERPRISE_TOKEN" in told.value.remedy


def test_without_any_sign_in_the_way_to_one_is_told(
    run: Run, workspace: Path, github: FakeGithub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GH_TOKEN")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("push", "github", "--json")
    assert result.code == 4
    assert "gh auth login" in result.error["remedy"]
    assert github.calls == []
