"""A release that nobody described yet still works, from the user's own template files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrade.files import read
from wizard.catalog.load import load_catalog
from wizard.catalog.shipped import shipped_values
from wizard.formats.dotenv import quote
from wizard.session.checkout import TEMPLATES, templates_in
from wizard.session.opening import Opened, open_repository
from wizard.session.pages import page_entries
from wizard.session.writing import Wanted, plan_files
from wizard.upgrade.comparison import comparison
from wizard.upgrade.template import TemplateEntry, read_template

ENV = """\
MADE_UP_ID="<todo>" # <mandatory>Id of a made-up thing<default><todo>_Id<ensure> it exists.
MADE_UP_FLAG="false" # <optional>A switch<default>false<keep-as-is> <otherwise> true, more of it.
MADE_UP_NAME="" # <optional>A name<default>''<mandatory> if MADE_UP_FLAG:'true' <ensure> short.
MADE_UP_BASE="x" # <optional>Based<mandatory> if ENABLE_REDIS_CACHE:'true'
MADE_UP_COUNT="7"
"""
YAML = """\
variables:
  madeUpFlag: "false" # <optional>A switch<default>false
  onlyHere: "#1 of # many" # <mandatory>Only on this side
"""


def entries(text: str = ENV) -> dict[str, TemplateEntry]:
    return {entry.name: entry for entry in read_template(text, "github", ".env.template")}


def checkout(root: Path, env: str = ENV, yaml: str = YAML) -> Path:
    """A repository whose submodule has release 1.99 checked out, with names we do not know."""
    (root / ".git").mkdir()
    module = root / "azure-enterprise-scale-ml"
    shipped = shipped_values(load_catalog("1.25"), "github")
    for side, text in (("github", env), ("azure-devops", yaml)):
        path = module / TEMPLATES[side]  # type: ignore[index]
        path.parent.mkdir(parents=True)
        known = "".join(f"{n}={quote(v)}\n" for n, v in shipped.items()) if side == "github" else ""
        path.write_text(known + text, encoding="utf-8", newline="\r\n")
    (module / ".git").mkdir()
    (module / ".git/HEAD").write_text("ref: refs/heads/release/v1.99\n", encoding="utf-8")
    return module


def test_the_tags_of_a_comment() -> None:
    found = entries()
    assert (found["MADE_UP_ID"].mandatory, found["MADE_UP_ID"].default) == (True, "<todo>_Id")
    assert found["MADE_UP_ID"].ensure == "it exists."
    assert not found["MADE_UP_NAME"].mandatory
    assert found["MADE_UP_NAME"].conditions == (("MADE_UP_FLAG", "true"),)
    assert found["MADE_UP_FLAG"].otherwise == "true, more of it."
    assert (found["MADE_UP_COUNT"].told, found["MADE_UP_COUNT"].default) == ("", None)


def test_a_number_sign_inside_a_value_begins_no_comment() -> None:
    found = read_template(YAML, "azure-devops", "variables.yaml")
    assert [(entry.name, entry.value, entry.mandatory) for entry in found] == [
        ("madeUpFlag", "false", False), ("onlyHere", "#1 of # many", True),
    ]  # fmt: skip
    assert found[1].told == "Only on this side"


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    checkout(tmp_path)
    return open_repository(tmp_path)


def test_unknown_names_become_questions_of_a_page_of_their_own(opened: Opened) -> None:
    session = opened.session
    assert session.catalog.release == "1.99"
    new = {s.key: s for s in session.catalog.in_section("new")}
    assert set(new) >= {"new.made_up_id", "new.made_up_flag", "new.only_here"}
    flag = new["new.made_up_flag"]
    assert [v.name for v in (*flag.github, *flag.azure_devops)] == ["MADE_UP_FLAG", "madeUpFlag"]
    assert "A switch" in flag.help
    assert list(page_entries(session, "new", more=True))
    assert session.view().text("release") == "1.99"


def test_what_the_comment_demands_is_checked(opened: Opened) -> None:
    def missing() -> set[str]:
        found = opened.session.findings()
        return {key.split(".")[-1] for f in found if f.severity == "error" for key in f.keys}

    assert "made_up_id" in missing() and "made_up_base" not in missing()
    opened.session.set("new.made_up_id", "an id")
    assert "made_up_id" not in missing()
    opened.session.set("new.made_up_base", "")
    opened.session.set("services.redis", "true")
    assert "made_up_base" in missing()


def test_values_reach_the_file(opened: Opened, tmp_path: Path) -> None:
    opened.session.set("new.made_up_id", "an id")
    plan = plan_files(opened, Wanted(orchestrators=("github",)))
    text = next(file.after for file in plan.files if file.path == ".env") or b""
    (tmp_path / "made.env").write_bytes(text)
    made = read(tmp_path / "made.env")
    assert (made["MADE_UP_ID"], made["MADE_UP_COUNT"]) == ("an id", "7")
    assert made["MADE_UP_FLAG"] == "false"


def test_the_difference_as_data(tmp_path: Path) -> None:
    module = checkout(tmp_path, ENV + "PROJECT_NUMBER='042'\n")
    found = comparison(load_catalog("1.25"), templates_in(module))
    assert found["based_on"] == "1.25"
    assert found["absent"]["github"] == []
    assert "tenantId" in found["absent"]["azure_devops"]
    assert found["shipped"]["github"] == {"PROJECT_NUMBER": "042"}
    rows = {row["key"]: row for row in found["settings"]}
    assert rows["new.made_up_flag"]["azure_devops"] == [{"name": "madeUpFlag"}]
    assert rows["new.made_up_count"]["default"] == 7
