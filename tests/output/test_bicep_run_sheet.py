"""The run sheet: commands in order, names that ARM takes, manual work, and a script that runs."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
from pathlib import Path

import pytest

from tests.delivery.bicep_examples import CATALOG, EXAMPLES, session_of
from wizard.delivery.bicep import deliver_bicep
from wizard.output.bicep_files import bicep_files
from wizard.rules.example import example_answers
from wizard.session import Session

HOME = "aifactory/wizard/generated/001/bicep/dev"
FAKE_AZ = """#!/bin/sh
printf '%s\\n' "$*" >>"$AZ_LOG"
case "$*" in *"$AZ_FAILS"*) exit 3 ;; esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    view = session_of("many").view()
    for file in bicep_files(view, ("dev",)):
        path = tmp_path / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    az = tmp_path / "bin" / "az"
    az.parent.mkdir()
    az.write_text(FAKE_AZ, encoding="utf-8")
    az.chmod(az.stat().st_mode | stat.S_IXUSR)
    return tmp_path


def run(
    folder: Path, *arguments: str, fails: str = "no such thing", **variables: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    log = folder / "az.log"
    log.unlink(missing_ok=True)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", str(folder / HOME / "run.sh"), *arguments],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={"PATH": path, "AZ_LOG": str(log), "AZ_FAILS": fails, **variables},
    )  # fmt: skip
    return done, log.read_text(encoding="utf-8").splitlines() if log.exists() else []


SECRETS = {"AIF_ADMIN_PASSWORD": "made-up", "AIF_RANDOM_SALT": "a1b2c3d4e5"}


def test_without_words_it_only_looks(folder: Path) -> None:
    done, calls = run(folder, **SECRETS)
    assert done.returncode == 0, done.stderr
    steps = deliver_bicep(session_of("many").view(environment="dev"))
    assert len(calls) == len(steps)
    assert all("what-if" in call for call in calls)
    for call, step in zip(calls, steps, strict=True):
        assert f"--name {step.deployment} " in call
        assert f"/{step.number}-" in f"/{call.rsplit(' ', 1)[-1]}"


def test_deploying_looks_first_and_then_creates_in_order(folder: Path) -> None:
    done, calls = run(folder, "deploy", "--yes", **SECRETS)
    assert done.returncode == 0, done.stderr
    verbs = [shlex.split(call)[2] for call in calls]
    assert verbs == ["what-if", "create"] * (len(calls) // 2)
    assert [c.split()[1] for c in calls if "31" in c or "07-network" in c] == ["group", "group"]


def test_a_later_run_takes_the_other_files_and_fewer_steps(folder: Path) -> None:
    _, calls = run(folder, "--rerun", **SECRETS)
    assert all("--parameters rerun/" in call for call in calls)
    assert not any("02-networkCommon" in call or "69a-" in call for call in calls)
    for call in calls:
        assert (folder / HOME / shlex.split(call)[-1]).is_file()


def test_a_flag_is_passed_to_the_steps_that_have_it_and_no_other_is_taken(folder: Path) -> None:
    done, calls = run(folder, "deploy", "--rerun", "--yes", "aiSearchExists=false", **SECRETS)
    assert done.returncode == 0, done.stderr
    told = [call for call in calls if call.split("--parameters ")[1].split(" --")[0].count(" ")]
    assert {re.search(r"rerun/(\d+[ab]?)-", call)[1] for call in told} >= {"63"}  # type: ignore[index]
    assert all("bicepparam aiSearchExists=false" in call for call in told)
    assert not any("/61-" in call for call in told)
    wrong, calls = run(folder, "deploy", "searchExists=false", **SECRETS)
    assert (wrong.returncode, calls) == (2, [])
    assert "searchExists" in wrong.stderr


@pytest.mark.parametrize(
    ("words", "count"), [(["61"], 1), (["61", "101"], 2), (["common"], 3), (["project"], 13)]
)
def test_steps_can_be_chosen(folder: Path, words: list[str], count: int) -> None:
    _, calls = run(folder, *words, **SECRETS)
    assert len(calls) == count


def test_it_stops_where_a_step_fails_unless_the_step_may_fail(folder: Path) -> None:
    done, calls = run(folder, "project", fails="66-ai-platform", **SECRETS)
    assert done.returncode != 0
    assert "66-ai-platform" in calls[-1]
    done, calls = run(folder, "project", fails="101-rbac", **SECRETS)
    assert done.returncode == 0
    assert "69b-" in calls[-1]


def test_a_secret_is_asked_for_before_its_step(folder: Path) -> None:
    done, calls = run(folder, "62", AIF_RANDOM_SALT="a1b2c3d4e5")
    assert done.returncode == 2
    assert "AIF_ADMIN_PASSWORD" in done.stderr
    assert calls == []


def test_an_unknown_option_and_help(folder: Path) -> None:
    assert run(folder, "--deploy")[0].returncode == 2
    done, calls = run(folder, "--help")
    assert done.returncode == 0 and "what-if of every step" in done.stdout
    assert calls == []


def test_hostile_answers_are_no_shell(tmp_path: Path) -> None:
    evil = "x'; touch pwned; $(touch pwned) `touch pwned` {{steps}} #"
    changes = {"naming.common_resource_suffix": evil, "region.name": evil}
    view = Session(CATALOG, example_answers(CATALOG, changes)).view()
    texts = {file.path: file.data.decode() for file in bicep_files(view, ("dev",))}
    script = texts[f"{HOME}/run.sh"]
    fake = f"az() {{ :; }}\nAIF_ADMIN_PASSWORD=x AIF_RANDOM_SALT=y\n{script}"
    (tmp_path / "run.sh").write_text(fake, encoding="utf-8")
    done = subprocess.run(["bash", "run.sh"], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["run.sh"]


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
def test_no_deployment_name_is_longer_than_arm_takes(example: str, orchestrator: str) -> None:
    for step in deliver_bicep(session_of(example, orchestrator).view(environment="stage")):
        assert re.fullmatch(r"[A-Za-z0-9_.()\-]{1,64}", step.deployment), step.deployment


def test_a_name_that_would_be_too_long_is_cut_and_said_to_be() -> None:
    changes = {"naming.common_resource_suffix": "-" + "1" * 30}
    view = Session(CATALOG, example_answers(CATALOG, changes)).view()
    texts = {file.path: file.data.decode() for file in bicep_files(view, ("dev",))}
    sheet = texts[f"{HOME}/RUN.md"]
    assert "name too long" in sheet
    steps = deliver_bicep(view.at(environment="dev"))
    assert max(len(step.deployment) for step in steps) == 64
    assert any(step.deployment_problem for step in steps)


def test_the_sheet_has_commands_manual_work_states_and_differences(folder: Path) -> None:
    sheet = (folder / HOME / "RUN.md").read_text(encoding="utf-8")
    assert "{{" not in sheet
    numbers = re.findall(r"^### (\S+) ", sheet, re.MULTILINE)
    steps = deliver_bicep(session_of("many").view(environment="dev"))
    assert numbers == [step.number for step in steps]
    for step in steps:
        assert sheet.count(f"create --name {step.deployment} ") == 2
        assert sheet.count(f"what-if --name {step.deployment} ") == 1
    assert "- [ ] After: Approve the managed private endpoints of the data factory." in sheet
    assert '62-core-infrastructure.parameters.json adminPassword="$AIF_ADMIN_PASSWORD"' in sheet
    assert "| 64 | `cosmosDBExists` | false | true |" in sheet
    assert "`enablePublicNetworkAccessForCognitive`" in sheet
    assert "\n| 01, 67, 68 | `commonResourceGroup_param` | Nobody passes " in sheet
    assert "made-up" not in sheet


def test_sheet_and_script_say_for_whom_they_are(folder: Path) -> None:
    sheet = (folder / HOME / "RUN.md").read_text(encoding="utf-8")
    assert sheet.startswith("# Run sheet: project 001 in dev\n")
    script = (folder / HOME / "run.sh").read_text(encoding="utf-8")
    assert script.startswith(
        "#!/usr/bin/env bash\n# Runs the Bicep steps of project 001 in dev, each "
    )


def test_the_sheet_asks_for_the_password_in_a_vault_that_is_known() -> None:
    def sheet(**changes: object) -> str:
        given = {f"environments.dev.seeding.{name}": value for name, value in changes.items()}
        view = Session(CATALOG, example_answers(CATALOG, given)).view()
        (file,) = (file for file in bicep_files(view, ("dev",)) if file.path.endswith("RUN.md"))
        return file.data.decode()

    ask = "- [ ] For the ARM files: the password as secret `aif-admin-password` of the seeding "
    on_command = '03-rgLevel.parameters.json adminPassword="$AIF_ADMIN_PASSWORD"'
    assert ask in sheet() and on_command not in sheet()
    for unknown in ("subscription_id", "resource_group", "key_vault"):
        told = sheet(**{unknown: ""})
        assert ask not in told and on_command in told, unknown


def test_commands_on_the_sheet_find_the_templates(folder: Path) -> None:
    sheet = (folder / HOME / "RUN.md").read_text(encoding="utf-8")
    found = re.findall(r"--template-file (\S+)", sheet)
    assert found
    for relative in found:
        path = (folder / HOME / relative).resolve()
        assert path.is_relative_to(folder.resolve() / "azure-enterprise-scale-ml")
