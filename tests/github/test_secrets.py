"""Secrets: sealed for GitHub alone, shown nowhere, set again only when they may have changed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, tree
from tests.github.fake_github import TOKEN, FakeGithub

CLIENT_SECRET = "made-up-" + "p4ssw0rd" * 4
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")


def credentials(client: str = "01") -> str:
    return json.dumps(
        {
            "clientId": f"11111111-2222-4333-8444-5555555555{client}",
            "clientSecret": CLIENT_SECRET,
            "subscriptionId": "11111111-2222-4333-8444-555555555510",
            "tenantId": "11111111-2222-4333-8444-555555555501",
        }
    )


def set_secrets(github: FakeGithub) -> list[tuple[str, str]]:
    """Environment and name of the secrets that were set or deleted."""
    found = []
    for asked in github.writes():
        parts = asked.path.split("/")
        if "secrets" in parts:
            found.append((parts[-3], parts[-1]))
    return found


def test_a_missing_secret_is_taken_from_the_environment_and_arrives_sealed(
    run: Run, filled: FakeGithub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_CREDENTIALS", credentials("01"))
    monkeypatch.setenv("AZURE_CREDENTIALS_PROD", credentials("02"))
    result = run("push", "github")
    assert result.code == 0
    assert filled.opened("dev", "AZURE_CREDENTIALS") == credentials("01")
    assert filled.opened("prod", "AZURE_CREDENTIALS") == credentials("02")
    sent = json.dumps([asked.body for asked in filled.calls])
    assert CLIENT_SECRET not in sent
    filled.calls.clear()
    assert run("push", "github").code == 0
    assert filled.writes() == []


def test_a_secret_that_is_there_is_set_only_when_named(
    run: Run, filled: FakeGithub, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in filled.environments.values():
        place.secrets["AZURE_CREDENTIALS"] = ("old", "2026-01-01T00:00:00Z")
    monkeypatch.setenv("AZURE_CREDENTIALS", credentials())
    assert run("push", "github").code == 0
    assert filled.writes() == []
    assert run("push", "github", "--secret", "AZURE_CREDENTIALS").code == 0
    assert sorted(set_secrets(filled)) == [
        (name, "AZURE_CREDENTIALS") for name in ("dev", "prod", "stage")
    ]
    assert filled.opened("stage", "AZURE_CREDENTIALS") == credentials()


def test_only_where_a_secret_is_missing_it_is_called_missing(run: Run, filled: FakeGithub) -> None:
    filled.environments["stage"].secrets["AZURE_CREDENTIALS"] = ("old", "2026-01-01T00:00:00Z")
    result = run("push", "github", "--json")
    assert result.data["missing"] == [
        {"environment": name, "secret": "AZURE_CREDENTIALS"} for name in ("dev", "prod")
    ]
    assert "secret AZURE_CREDENTIALS in dev, prod; only you have it" in run("push", "github").out


def test_a_secret_that_is_nowhere_is_not_made_up(run: Run, filled: FakeGithub) -> None:
    result = run("push", "github", "--secret", "AZURE_CREDENTIALS")
    assert result.code == 2
    assert "AZURE_CREDENTIALS_DEV or AZURE_CREDENTIALS" in result.err
    assert filled.writes() == []
    unknown = run("push", "github", "--secret", "TENANT_ID")
    assert unknown.code == 2
    assert "AZURE_CREDENTIALS" in unknown.err


@pytest.mark.parametrize("value", ["replace_with_dev_sp_credentials", '{"clientId": "x"}', "[1]"])
def test_what_the_workflows_could_not_sign_in_with_is_refused(
    run: Run, filled: FakeGithub, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("AZURE_CREDENTIALS", value)
    result = run("push", "github")
    assert result.code == 2
    assert "clientSecret" in result.err
    assert value not in result.err
    assert filled.writes() == []


def test_a_changed_member_is_set_and_nothing_else(run: Run, filled: FakeGithub) -> None:
    member = "11111111-2222-4333-8444-555555555577"
    assert run("set", f"team.member_object_ids={member}").code == 0
    result = run("push", "github")
    assert sorted(set_secrets(filled)) == [
        ("dev", "PROJECT_MEMBERS"), ("prod", "PROJECT_MEMBERS"), ("stage", "PROJECT_MEMBERS"),
    ]  # fmt: skip
    assert len(filled.writes()) == 3
    assert "~ change    dev        secret PROJECT_MEMBERS\n" in result.out
    assert filled.opened("prod", "PROJECT_MEMBERS") == member
    assert member not in result.out + result.err


def test_a_secret_that_somebody_else_set_is_set_again(run: Run, filled: FakeGithub) -> None:
    filled.environments["dev"].secrets["TENANT_ID"] = ("other", "2099-01-01T00:00:00Z")
    result = run("push", "github")
    assert set_secrets(filled) == [("dev", "TENANT_ID")]
    assert "~ set again dev        secret TENANT_ID" in result.out
    assert "GitHub shows none" in result.out


def test_from_another_machine_all_secrets_are_set_once(
    run: Run, filled: FakeGithub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    run("push", "github")
    held = sum(len(place.secrets) for place in filled.environments.values())
    assert len(set_secrets(filled)) == held > 0
    filled.calls.clear()
    run("push", "github")
    assert filled.writes() == []


def test_nothing_secret_is_printed_or_kept(
    run: Run, workspace: Path, github: FakeGithub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AZURE_CREDENTIALS", credentials())
    before = tree(workspace)
    printed = ""
    for options in (["--dry-run"], ["--json", "--dry-run"], [], ["--json"], ["--secret",
                    "AZURE_CREDENTIALS"]):  # fmt: skip
        result = run("push", "github", *options)
        assert result.code == 0
        printed += result.out + result.err
    members = [github.opened("dev", name) for name in github.environments["dev"].secrets]
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.json")).decode()
    assert tree(workspace) == before
    for secret in (CLIENT_SECRET, TOKEN, *members):
        assert secret not in kept
        if secret != "-":
            assert secret not in printed or secret in str(github.state())
    assert CLIENT_SECRET not in printed
    assert TOKEN not in printed


def test_what_looks_like_a_secret_in_a_variable_is_not_shown(run: Run, filled: FakeGithub) -> None:
    token = "ghp_" + "Z9y8X7w6" * 5
    filled.repository.variables["LAKE_PREFIX"] = token
    for options in ([], ["--json"]):
        result = run("push", "github", "--dry-run", *options)
        assert "LAKE_PREFIX" in result.out
        assert token not in result.out
        assert "a token of GitHub" in result.out


def in_a_terminal(arguments: list[str], question: str = "", answer: str = "") -> tuple[int, str]:
    """Exit code and all that was shown; a question is waited for and answered."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        os.execve(sys.executable, [sys.executable, "-m", "wizard", *arguments], environ)
    shown = b""
    try:
        while question.encode() not in shown:
            shown += os.read(terminal, 1024)
        if answer:
            os.write(terminal, answer.encode() + b"\n")
        while more := os.read(terminal, 1024):
            shown += more
    except OSError:  # the terminal is gone when the program is
        pass
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return code, shown.decode()


@ON_POSIX
def test_a_secret_is_asked_for_without_showing_it(run: Run, filled: FakeGithub) -> None:
    typed = credentials("07")
    arguments = ["push", "github", "--secret", "AZURE_CREDENTIALS", "--environment", "dev"]
    code, shown = in_a_terminal(arguments, "AZURE_CREDENTIALS for dev:", f"  {typed} ")
    assert code == 0
    assert filled.opened("dev", "AZURE_CREDENTIALS") == typed
    assert CLIENT_SECRET not in shown


@ON_POSIX
def test_a_secret_that_is_not_named_is_not_asked_for(run: Run, filled: FakeGithub) -> None:
    code, shown = in_a_terminal(["push", "github", "--environment", "dev"])
    assert code == 0
    assert "only you have it" in shown
    assert "AZURE_CREDENTIALS for dev" not in shown
    assert filled.writes() == []
