"""The verb ``preflight`` as somebody calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.azure.fake import FakeAzure
from tests.azure.healthy import ARM, DEV, SECRETS, STAGE, VAULT, sub
from wizard.azure.endpoints import STAND_IN
from wizard.cli.main import main
from wizard.rules.example import BASE

Captured = pytest.CaptureFixture[str]
SEEDING = f"{VAULT}/kv-seeding-sdc-001/secrets"


@pytest.fixture
def factory(
    azure: FakeAzure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> Path:
    """A repository with the example's answers; Azure is the fake, nobody is signed in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(STAND_IN, azure.address)
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(tmp_path / "nobody"))
    (tmp_path / ".git").mkdir()
    pairs = []
    for key, value in BASE.items():
        text = ",".join(value) if isinstance(value, tuple) else value
        full = f"scale_sets.001.{key}" if key.startswith("environments.") else key
        pairs.append(f"{full}={text}")
    assert main(["set", *pairs]) == 0
    capsys.readouterr()
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_nothing_wrong(factory: Path, capsys: Captured) -> None:
    before = tree(factory)
    assert main(["preflight"]) == 0
    assert capsys.readouterr().out == "34 look-ups: nothing found\n"
    assert tree(factory) == before


def test_an_error_and_something_unknown(factory: Path, azure: FakeAzure, capsys: Captured) -> None:
    azure.lists[SEEDING].pop()
    azure.trouble("roleassignments", status=403)
    azure.trouble(f"{STAGE}/providers/microsoft.keyvault/deleted", drop=True)
    assert main(["preflight"]) == 1
    told = capsys.readouterr()
    assert "error AZR113 projects.001.secrets.project_secret\n  The seeding key vault" in told.out
    assert "unknown no permission\n  You may not read this (MadeUp).\n" in told.out
    assert "role assignments of dev, stage, prod\n  The role Reader" in told.out
    assert "deleted key vaults of stage" in told.out
    assert "Traceback" not in told.out + told.err


def test_json_has_all_of_it(factory: Path, azure: FakeAzure, capsys: Captured) -> None:
    azure.lists[SEEDING].pop()
    azure.trouble("roleassignments", status=403)
    assert main(["preflight", "--json", "--environment", "dev"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["counts"] == {"error": 1, "warning": 0, "note": 0}
    (finding,) = document["findings"]
    assert finding["code"] == "AZR113" and SECRETS[-1] in finding["message"]
    assert set(finding) >= {"code", "severity", "keys", "message", "remedy", "file", "line"}
    (unknown,) = document["unknown"]
    assert (unknown["what"], unknown["reason"]) == ("role assignments of dev", "no permission")
    assert "Reader" in unknown["remedy"]
    assert "policies of dev" in document["looked_up"]
    assert not any("prod" in title for title in document["looked_up"])


@pytest.mark.parametrize(
    ("form", "start"),
    [("github", "::error title=AZR113::"), ("azure-devops", "##vso[task.logissue type=error;"),
     ("sarif", "{")],
)  # fmt: skip
def test_other_formats(
    factory: Path, azure: FakeAzure, capsys: Captured, form: str, start: str
) -> None:
    azure.lists[SEEDING].pop()
    azure.trouble("roleassignments", status=403)
    assert main(["preflight", "--format", form]) == 1
    told = capsys.readouterr().out
    assert told.startswith(start)
    assert "AZR113" in told and "AZR100" in told


def test_one_project_alone(factory: Path, azure: FakeAzure, capsys: Captured) -> None:
    azure.lists[SEEDING].pop()
    assert main(["project", "new", "002"]) == 0
    capsys.readouterr()
    assert main(["preflight", "--project", "002", "--project", "002", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    found = document["findings"]
    assert len(document["looked_up"]) == len(set(document["looked_up"])) == 34
    owners = {key.split(".")[1] for f in found for key in f["keys"] if key.startswith("projects.")}
    assert owners == {"002"}
    assert any("esml-project002-sp-id" in finding["message"] for finding in found)


def test_nobody_is_signed_in(
    factory: Path, azure: FakeAzure, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STAND_IN)
    assert main(["preflight"]) == 4
    told = capsys.readouterr()
    assert told.out == ""
    assert "obody is signed in" in told.err and told.err.count("az login") == 1
    assert azure.asked == []


WANTED = "'Subscription' of dev (scale_sets.001.environments.dev.subscription_id)"


@pytest.fixture
def without_ids(factory: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Path:
    """A new factory of which nothing but the orchestrator is decided."""
    new = factory / "new"
    (new / ".git").mkdir(parents=True)
    monkeypatch.chdir(new)
    assert main(["set", "orchestrator=github"]) == 0
    capsys.readouterr()
    return new


def test_no_subscription_to_look_in(without_ids: Path, azure: FakeAzure, capsys: Captured) -> None:
    assert main(["preflight"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and azure.asked == []
    assert "no subscription to look in is answered yet" in told.err
    assert told.err.count(WANTED) == 1 and "az login" not in told.err


def test_neither_a_sign_in_nor_a_subscription(
    without_ids: Path, azure: FakeAzure, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STAND_IN)
    assert main(["preflight"]) == 4
    told = capsys.readouterr()
    assert told.out == "" and azure.asked == []
    assert "nobody is signed in" in told.err and "no subscription to look in" in told.err
    assert told.err.count("az login") == 1 and told.err.count(WANTED) == 1


def test_one_subscription_is_enough_to_look(
    factory: Path, azure: FakeAzure, capsys: Captured
) -> None:
    others = [f"--set=scale_sets.001.environments.{name}.subscription_id="
              for name in ("stage", "prod")]  # fmt: skip
    assert main(["preflight", *others]) == 0
    told = capsys.readouterr().out
    assert "unknown no subscription" in told and "Answer it, and look again." in told


def test_a_sign_in_that_azure_does_not_take(
    factory: Path, azure: FakeAzure, capsys: Captured
) -> None:
    azure.trouble("/", status=401, body=b'{"error": {"code": "ExpiredAuthenticationToken"}}')
    assert main(["preflight", "--json"]) == 4
    error = json.loads(capsys.readouterr().err)["error"]
    assert error["exit_code"] == 4 and "ExpiredAuthenticationToken" in error["message"]


def test_azure_is_out_of_reach(factory: Path, azure: FakeAzure, capsys: Captured) -> None:
    azure.trouble("/", drop=True)
    assert main(["preflight"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("unknown no connection\n")
    assert "policies of dev, stage, prod" in told and "HTTPS_PROXY" in told
    assert "\nnothing could be looked up, 34 unknown" in told
    assert len(azure.asked) < 40


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["--project", "007"], "no project 007"), (["--environment", "test2"], "test2"),
     (["--json", "--format", "text"], "contradict"), (["--answers", "nowhere"], "nowhere")],
)  # fmt: skip
def test_wrong_arguments(
    factory: Path, azure: FakeAzure, capsys: Captured, arguments: list[str], word: str
) -> None:
    assert main(["preflight", *arguments]) == 2
    assert word in capsys.readouterr().err
    assert azure.asked == []


def test_a_stand_in_somewhere_else_is_refused(
    factory: Path, azure: FakeAzure, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STAND_IN, "http://azure.example:80")
    assert main(["preflight"]) == 2
    assert "on this machine" in capsys.readouterr().err


def test_no_token_is_ever_printed(
    factory: Path, azure: FakeAzure, capsys: Captured, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    azure.trouble(f"{ARM}/subscriptions/{DEV}/providers", status=500, times=3)
    azure.trouble("/graph", drop=True)
    main(["preflight"])
    told = capsys.readouterr()
    assert "stand-in for" not in told.out + told.err + caplog.text
    assert all(asked.token.startswith("Bearer stand-in for https://") for asked in azure.asked)


def test_nothing_found_anywhere(
    azure: FakeAzure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(STAND_IN, azure.address)
    assert main(["preflight"]) == 2
    assert "no answers here" in capsys.readouterr().err
    assert azure.asked == [] and not any(tmp_path.iterdir())


def test_answers_of_another_place(
    factory: Path, azure: FakeAzure, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(factory.parent)
    azure.objects[sub(DEV, "")]["state"] = "Disabled"
    assert main(["preflight", "--answers", str(factory), "-q"]) == 1
    assert "AZR120" in capsys.readouterr().out
