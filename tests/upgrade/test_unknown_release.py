"""A release that nobody described yet still works, from the user's own template files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.upgrade.files import read
from wizard.catalog.compile import compile_release
from wizard.catalog.load import from_compiled, load_catalog
from wizard.catalog.shipped import shipped_values
from wizard.formats.dotenv import quote
from wizard.model.values import ValueProblem
from wizard.resources import schemas_dir
from wizard.session.checkout import TEMPLATES, templates_in
from wizard.session.opening import Opened, open_repository
from wizard.session.pages import page_entries
from wizard.session.writing import Wanted, plan_files
from wizard.upgrade.comparison import comparison
from wizard.upgrade.template import TemplateEntry, read_template
from wizard.upgrade.template_tags import condition_of

ENV = """\
MADE_UP_ID="<todo>" # <mandatory>Id of a made-up thing<default><todo>_Id<ensure> it exists.
MADE_UP_FLAG="false" # <optional>A switch<default>false<keep-as-is> <otherwise> true, more of it.
MADE_UP_NAME="" # <optional>A name<default>''<mandatory> if MADE_UP_FLAG:'true' <ensure> short.
MADE_UP_BASE="x" # <optional>Based<mandatory> if ENABLE_REDIS_CACHE:'true'
MADE_UP_COUNT="7"
MADE_UP_TIER="basic" # <mandatory>Tier<default>basic ['basic','gold'] <ensure> a paid one.
MADE_UP_SHORT="ab" # <optional>Short name<default>ab Max 4 characters.
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
    (root / ".git").mkdir(parents=True)
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
    assert found["MADE_UP_NAME"].condition == ("eq", "MADE_UP_FLAG", "true")
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


def test_lists_and_lengths_of_a_comment_are_checked(opened: Opened) -> None:
    session = opened.session
    tier = session.catalog["new.made_up_tier"]
    assert (tier.kind, [choice.value for choice in tier.choices]) == ("enum", ["basic", "gold"])
    with pytest.raises(ValueProblem, match="basic, gold"):
        session.set("new.made_up_tier", "silver")
    for text, wrong in (("abcde", True), ("abcd", False)):
        session.set("new.made_up_short", text)
        named = {key for f in session.findings() for key in f.keys if f.severity == "error"}
        assert ("projects.001.new.made_up_short" in named) is wrong


def test_a_condition_on_another_new_name_holds(opened: Opened) -> None:
    view = opened.session.view
    assert not view().required("new.made_up_name")
    opened.session.set("new.made_up_flag", "true")
    assert view().required("new.made_up_name")


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("if A:'true'", ("eq", "A", "true")),
        ("if A:'true' (for a reason).", ("eq", "A", "true")),
        ("if A:'x' and B='y'", ("and", ("eq", "A", "x"), ("eq", "B", "y"))),
        (
            "if A:'x' AND (B:'y' OR C is 'z').",
            ("and", ("eq", "A", "x"), ("or", ("eq", "B", "y"), ("eq", "C", "z"))),
        ),
        ("if using a hub", None),
        ("if A:'true' with a new gateway", None),
        ("if (A:'true'", None),
        ("if A:'true' and", None),
        ("if A:'true')", None),
        ("if ((((", None),
        ("", None),
    ],
)
def test_conditions_are_read_whole_or_not_at_all(
    said: str, condition: tuple[object, ...] | None
) -> None:
    assert condition_of(said) == condition


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


def test_the_difference_can_be_put_into_schemas(tmp_path: Path) -> None:
    found = comparison(load_catalog("1.25"), templates_in(checkout(tmp_path / "r")))
    schemas = tmp_path / "schemas"
    shutil.copytree(schemas_dir(), schemas)
    (schemas / "1.99/settings").mkdir(parents=True)
    rows = {"settings": found.pop("settings")}
    found |= {"described_for": "1.24", "absent": {}}
    (schemas / "1.99/release.yaml").write_text(yaml.safe_dump(found), encoding="utf-8")
    (schemas / "1.99/settings/new.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    made = from_compiled(compile_release(schemas, "1.99"))
    name = made["new.made_up_name"]
    assert name.required_when == ("and", ("key", "on_github"), ("eq", "new.made_up_flag", "true"))
    assert made["new.made_up_tier"].choices[1].value == "gold"
    assert made["new.made_up_short"].max_length == 4
    assert name.section in {section.id for section in made.sections}
