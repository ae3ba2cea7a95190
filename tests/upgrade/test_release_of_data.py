"""A release that is nothing but rows: the program takes it as it is, from set-up to upgrade."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.upgrade.files import put, read, written
from wizard.resources import output_templates_dir, schemas_dir

ROOT = Path(__file__).parents[2]
FLAG = """
  - key: agents.made_up
    title: A made-up agent
    help: Switches something on that only this test knows, so that it costs nothing at all.
    kind: bool
    scope: project
    section: services
    level: standard
    default: false
    template: {github: 'false', azure-devops: 'false'}
    github: [{name: ENABLE_MADE_UP, level: repository, pushed: true}]
    azure_devops: [{name: enableMadeUp}]
    effect: {github: effective, azure-devops: effective}
"""
RENAMED = [
    ("AI_SEARCH_LOCATION", "AI_SEARCH_REGION"),
    ("aiSearchLocation\n", "aiSearchRegion\n"),
]
GONE = "agents.voice_languages"
SET_UP = """\
from pathlib import Path
from tests.prompts.first_set_up import by_label
from tests.prompts.person import Person
from wizard.prompts.run import ask_all
from wizard.session.opening import open_repository
from wizard.session.walk import Walk
services = {"A made-up agent": True, "Data": frozenset({"cosmos_db", "redis"})}
person = Person({**by_label("github"), **services})
ask_all(Walk(open_repository(Path("."))), person)
"""


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (path.name, old)
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def describe(folder: Path) -> None:
    """The rows of 1.25 once more, a few of them otherwise."""
    shutil.copytree(folder.with_name("1.25"), folder, ignore=shutil.ignore_patterns("*.json"))
    change(
        folder / "release.yaml",
        ("'1.25'", "'1.26'"), ("default: '25'", "default: '26'"), ("v1.25\n", "v1.26\n"),
        ("default: gpt-5.4-mini", "default: gpt-6-mini"), ("github: [D01,", "github: [D01, D29,"),
    )  # fmt: skip
    change(folder / "settings/sizes.yaml", *RENAMED)
    agents = folder / "settings/agents.yaml"
    rows = agents.read_text(encoding="utf-8").split("\n  - key: ")
    kept = [row for row in rows if not row.startswith(f"{GONE}\n")]
    assert len(kept) == len(rows) - 1
    agents.write_text("\n  - key: ".join(kept).rstrip() + "\n" + FLAG, encoding="utf-8")
    change(
        folder / "compatibility.yaml",
        ("\nstands_on:\n", "\nstands_on:\n  - {key: agents.made_up, needs: [services.redis]}\n"),
        ("BasicV2: 10", "BasicV2: 5"),
    )


class Program:
    """A copy of the program whose only difference is a folder of rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def python(self, here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join((str(self.folder), str(ROOT)))
        state = {name: str(self.folder / "state") for name in ("HOME", "XDG_STATE_HOME")}
        return subprocess.run(
            [sys.executable, *arguments], cwd=here, capture_output=True, text=True, check=False,
            env={**os.environ, **state, "PYTHONPATH": path}, encoding="utf-8",
        )  # fmt: skip

    def run(self, here: Path, *arguments: str, code: int = 0) -> str:
        done = self.python(here, "-m", "wizard", *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def data(self, here: Path, *arguments: str, code: int = 0) -> Any:
        return json.loads(self.run(here, *arguments, "--json", code=code))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder: Path = tmp_path_factory.mktemp("program")
    no_caches = shutil.ignore_patterns("__pycache__", "_data")
    shutil.copytree(ROOT / "wizard", folder / "wizard", ignore=no_caches)
    shutil.copytree(schemas_dir(), folder / "schemas")
    shutil.copytree(output_templates_dir(), folder / "output_templates")
    describe(folder / "schemas/1.26")
    made = Program(folder)
    compiled = made.python(folder, "-m", "wizard.catalog.compile")
    assert compiled.returncode == 0, compiled.stderr
    assert "1.26: 415 settings" in compiled.stdout
    return made


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    return folder


def codes(found: Any) -> set[str]:
    return {finding["code"] for finding in found["findings"]}


def test_the_catalogue_has_what_the_rows_say(program: Program, repository: Path) -> None:
    listed = {row["key"]: row for row in program.data(repository, "list", "--release", "1.26")}
    assert listed["agents.made_up"]["github"] == ["ENABLE_MADE_UP"]
    assert listed["search.region"]["azure_devops"] == ["aiSearchRegion"]
    assert GONE not in listed
    before = {row["key"] for row in program.data(repository, "list", "--release", "1.25")}
    assert set(listed) ^ before == {GONE, "agents.made_up"}
    assert "made-up" in program.run(repository, "explain", "ENABLE_MADE_UP", "--release", "1.26")


def test_a_first_set_up_asks_and_writes_it(program: Program, repository: Path) -> None:
    module = repository / "azure-enterprise-scale-ml/.git"
    module.mkdir(parents=True)
    (module / "HEAD").write_text("ref: refs/heads/release/v1.26\n", encoding="utf-8")
    done = program.python(repository, "-c", SET_UP)
    assert done.returncode == 0, done.stderr
    made = read(repository / ".env")
    assert made["ENABLE_MADE_UP"] == "true" and made["MODEL_GPTX_NAME"] == "gpt-6-mini"
    assert "AI_SEARCH_REGION" in made and "AI_SEARCH_LOCATION" not in made
    section = json.loads((repository / "aifactory/variables.json").read_text(encoding="utf-8"))
    assert section["dev"]["enableMadeUp"] == "true"


def test_its_findings_and_files(program: Program, repository: Path) -> None:
    example = str(output_templates_dir() / "examples/private-standalone-github.yaml")
    given = ["--answers", example, "--release", "1.26", "--set", "address.vnet=172.16.XX.0/18"]
    given += ["--set", "services.cosmos_db=true", "--set", "foundry.capability_host=true"]
    lacks = [*given, "--set", "agents.made_up=true"]
    found = program.data(repository, "generate", *lacks, code=1)
    assert "AGT101" in codes(found) and "UPS302" not in codes(found)
    fine = [*lacks, "--set", "services.redis=true", "--out", "made"]
    program.run(repository, "generate", *fine)
    assert read(repository / "made/.env")["ENABLE_MADE_UP"] == "true"
    made = repository / "made"
    checked = program.data(made, "check", str(made / ".env"), "--release", "1.26")
    assert not codes(checked) & {"FIL104", "FIL117"}
    earlier = program.data(made, "check", str(made / ".env"), "--release", "1.25")
    assert "FIL104" in codes(earlier)


def test_a_repository_of_the_release_before_goes_there(program: Program, repository: Path) -> None:
    path = written(repository, "1.25", "github")
    put(path, {"AI_SEARCH_LOCATION": "westeurope", "AIFACTORY_AGENT_VOICE_LANGUAGES": "sv-SE"})
    report = program.data(repository, "upgrade", "--no-input")
    assert (report["from"], report["to"], report["written"]) == ("1.25", "1.26", True)
    moved = {entry["from"]: (entry["to"], entry["value"]) for entry in report["moved"]}
    assert moved["AI_SEARCH_LOCATION"] == (["AI_SEARCH_REGION"], "westeurope")
    assert "projects.003.agents.made_up" in {entry["key"] for entry in report["new"]}
    assert any("gpt-6-mini" in json.dumps(row) for row in report["changed_defaults"])
    after = read(path)
    assert after["AI_SEARCH_REGION"] == "westeurope" and "AI_SEARCH_LOCATION" not in after
    assert after["AIFACTORY_AGENT_VOICE_LANGUAGES"] == "sv-SE", "nothing is lost"
    assert after["OUR_OWN"] == "1"
    again = program.data(repository, "upgrade")
    assert again["files"] == [] and again["from"] == again["to"] == "1.26"


def test_answers_of_the_release_before_go_there(program: Program, repository: Path) -> None:
    example = (output_templates_dir() / "examples/private-standalone-github.yaml").read_text(
        encoding="utf-8"
    )
    (repository / "answers.yaml").write_text(example, encoding="utf-8")
    program.run(repository, "import", "answers.yaml")
    program.run(repository, "upgrade", "--to", "1.25", "--no-input")
    program.run(repository, "set", "search.region=westeurope", f"projects.001.{GONE}=sv-SE",
                "projects.001.agents.live_voice=true")  # fmt: skip
    data = program.data(repository, "upgrade", "--no-input")
    assert data["to"] == "1.26"
    folder = repository / "aifactory/wizard"
    told = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml"))
    assert "westeurope" in told and "sv-SE" in told
    program.run(repository, "generate", "--allow-errors")
    made = read(repository / ".env")
    assert (made["AI_SEARCH_REGION"], made["ENABLE_MADE_UP"]) == ("westeurope", "false")
