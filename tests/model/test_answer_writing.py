from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.drawn_answers import drawn_answers, kept, values_of
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers, Given
from wizard.model.documents import DocumentLayout, open_document, read_answers, write_answers

CATALOG = load_catalog()
LAYOUTS: tuple[DocumentLayout, ...] = ("workspace", "single")


def answers_of(values: Mapping[str, Any]) -> Answers:
    answers = Answers()
    for full, value in values.items():
        answers.put(full, Given(value))
    return answers


def read(texts: Mapping[str, str], *, strict: bool = True) -> Answers:
    documents = [(path, open_document(path, text)) for path, text in texts.items()]
    return read_answers(documents, CATALOG, strict=strict)


def values(answers: Answers) -> dict[str, Any]:
    return {full: given.value for full, given in answers.items()}


def edited(text: str, values: Mapping[str, Any], path: str = "a.yaml") -> str:
    """A single file after setting some keys (None unsets)."""
    answers = read({path: text}, strict=False)
    for full, value in values.items():
        if value is None:
            answers.drop(full)
        else:
            answers.put(full, Given(value))
            given = answers.get(full)
            assert given is not None
            assert given.value == value
    return write_answers(answers, CATALOG, {path: text}, layout="single")[path]


SUBSCRIPTION = "11111111-2222-4333-8444-555555555502"
NEW_FACTORY = """\
# yaml-language-server: $schema=answers.schema.json
version: 1
factory:
  tenant_id: 11111111-2222-4333-8444-555555555501
  naming:
    prefix: "007-"
    lake_prefix: 'null'
  scale_sets:
    "002":
      region:
        code: weu
      environments:
        dev:
          subscription_id: 11111111-2222-4333-8444-555555555502
        stage:
          enabled: false
"""


def test_a_new_workspace() -> None:
    answers = answers_of(
        {
            "projects.003.services.redis": True,
            "scale_sets.002.environments.stage.enabled": False,
            "scale_sets.002.environments.dev.subscription_id": SUBSCRIPTION,
            "scale_sets.002.region.code": "weu",
            "naming.lake_prefix": "null",
            "naming.prefix": "007-",
            "tenant_id": "11111111-2222-4333-8444-555555555501",
            "projects.003.databases.postgresql_admin_emails": (
                "ada@contoso.com",
                "grace@contoso.com",
            ),
            "orchestrator": "github",
        }
    )
    answers.add_project("002")
    texts = write_answers(answers, CATALOG, {}, layout="workspace")
    assert sorted(texts) == ["factory.yaml", "projects/002.yaml", "projects/003.yaml"]
    lines = texts["factory.yaml"].splitlines()
    assert lines[0] == "# yaml-language-server: $schema=answers.schema.json"
    assert yaml.safe_load(texts["factory.yaml"]) == yaml.safe_load(NEW_FACTORY)
    assert [line.strip().split(":")[0] for line in lines] == [
        line.strip().split(":")[0] for line in NEW_FACTORY.splitlines()
    ]
    assert texts["projects/002.yaml"] == (
        "# yaml-language-server: $schema=../answers.schema.json\n"
        'version: 1\nprojects:\n  "002": {}\n'
    )
    assert "      redis: true\n" in texts["projects/003.yaml"]
    assert (
        "postgresql_admin_emails: [ada@contoso.com, grace@contoso.com]\n"
        in texts["projects/003.yaml"]
    )


def test_a_default_that_always_holds_is_not_written_and_one_that_may_change_is() -> None:
    changing = next(
        setting for setting in CATALOG.settings.values()
        if setting.scope == "project" and len(setting.default) > 1 and setting.kind == "enum"
    )  # fmt: skip
    value = changing.default[-1].value
    answers = answers_of({"orchestrator": "github", f"projects.001.{changing.key}": value})
    (text,) = write_answers(answers, CATALOG, {}, layout="single").values()
    assert "orchestrator" not in text
    assert values(read({"a.yaml": text})) == {f"projects.001.{changing.key}": value}


def test_a_fresh_workspace_names_its_first_project() -> None:
    texts = write_answers(Answers(), CATALOG, {}, layout="workspace")
    assert sorted(texts) == ["factory.yaml", "projects/001.yaml"]
    assert read(texts).projects == ("001",)


def test_a_long_list_stands_one_item_per_line() -> None:
    emails = tuple(f"somebody.{number}@contoso.com" for number in range(9))
    answers = answers_of({"projects.001.databases.postgresql_admin_emails": emails})
    (text,) = write_answers(answers, CATALOG, {}, layout="single").values()
    assert max(len(line) for line in text.splitlines()) <= 100
    assert "- somebody.8@contoso.com\n" in text


def test_a_new_file_may_be_json() -> None:
    answers = answers_of({"projects.001.services.redis": True, "tenant_id": "x"})
    texts = write_answers(answers, CATALOG, {"a.json": ""}, layout="single")
    data = json.loads(texts["a.json"])
    assert data["projects"] == {"001": {"services": {"redis": True}}}
    assert values(read(texts)) == values(answers)


HAND_MADE = """\
# our factory
version: 1

factory:
    # asked by Ada
    tenant_id:   'x'   # same as in the portal
    AIFACTORY_PREFIX: acme-
    orchestrator: github  # the default, but we want to see it

    naming: {lake_prefix: "lake", lake_container: l}
    FUTURE: 1
scale_sets:
  1:
    environments:
      test: {subscription_id: y}
projects:
  7: {enableRedisCache: yes}
  "008":
    databases:
      postgresql_admin_emails:   # the team
      - ada@contoso.com
      - grace@contoso.com
"""


def test_nothing_changes_where_nothing_changed() -> None:
    assert edited(HAND_MADE, {}) == HAND_MADE
    windows = HAND_MADE.replace("\n", "\r\n").removesuffix("\r\n")
    assert edited(windows, {}) == windows


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ({"tenant_id": "z"}, "'x'", "'z'"),
        ({"naming.prefix": "b-"}, "AIFACTORY_PREFIX: acme-", "AIFACTORY_PREFIX: b-"),
        ({"naming.lake_container": "m"}, "lake_container: l}", "lake_container: m}"),
        ({"orchestrator": "both"}, "orchestrator: github", "orchestrator: both"),
        ({"scale_sets.001.environments.stage.subscription_id": "w"}, "id: y", "id: w"),
        (
            {"projects.007.services.redis": False},
            "enableRedisCache: yes",
            "enableRedisCache: false",
        ),
    ],
)
def test_a_changed_value_changes_its_place_only(change: dict[str, Any], old: str, new: str) -> None:
    text = edited(HAND_MADE, change)
    assert text == HAND_MADE.replace(old, new) or text == HAND_MADE.replace(
        old, new.replace("'", "")
    )
    assert values(read({"a": text}, strict=False)) == {
        **values(read({"a": HAND_MADE}, strict=False)), **change,
    }  # fmt: skip


def test_an_unset_answer_takes_its_line_with_it() -> None:
    text = edited(HAND_MADE, {"naming.prefix": None})
    assert text == HAND_MADE.replace("    AIFACTORY_PREFIX: acme-\n", "")


def test_an_emptied_group_goes_and_a_project_stays() -> None:
    text = edited(HAND_MADE, {"projects.008.databases.postgresql_admin_emails": None})
    assert "databases" not in text
    assert read({"a": text}, strict=False).projects == ("007", "008")
    assert edited(text, {}) == text


@pytest.mark.parametrize(
    "added",
    [
        {"identities.databricks_object_id": "z"},
        {"scale_sets.001.region.code": "sdc"},
        {"scale_sets.002.region.code": "sdc"},
        {"scale_sets.001.environments.stage.enabled": False},
        {"scale_sets.001.environments.dev.enabled": False},
        {"projects.007.services.sql_database": True},
        {"projects.008.team.allowed_ips": ("192.0.2.1",)},
        {"projects.009.title": "Nine"},
        {"naming.project_prefix": "p-"},
    ],
)
def test_what_has_no_place_yet_is_added_and_the_rest_stays(added: dict[str, Any]) -> None:
    text = edited(HAND_MADE, added)
    assert values(read({"a": text}, strict=False)) == {
        **values(read({"a": HAND_MADE}, strict=False)), **added,
    }  # fmt: skip
    old = [line for line in HAND_MADE.splitlines() if line in text.splitlines()]
    assert len(old) >= len(HAND_MADE.splitlines()) - 1
    assert edited(text, {}) == text


def test_an_added_answer_stands_where_a_new_file_would_have_it() -> None:
    keys = [key for key in CATALOG.settings if key.startswith("services.")]
    wanted = {
        f"projects.001.{key}": True for key in keys if CATALOG.settings[key].scope == "project"
    }
    (fresh,) = write_answers(answers_of(wanted), CATALOG, {}, layout="single").values()
    written = list(values(read({"a": fresh})))
    ends = answers_of({written[0]: True, written[-1]: True})
    (text,) = write_answers(ends, CATALOG, {}, layout="single").values()
    for full in reversed(written[1:-1]):
        text = edited(text, {full: True})
    assert text == fresh


def test_a_factory_answer_stands_before_the_scale_sets() -> None:
    text = 'factory:\n  github:\n    owner: x\n  scale_sets:\n    "001": {}\n'
    assert edited(text, {"tenant_id": "x"}) == text.replace(
        "  scale_sets:", "  tenant_id: x\n  scale_sets:"
    )


def test_a_blank_is_filled_in_where_it_stands() -> None:
    text = "factory:\n  TENANT_ID:   # ask Ada\n  naming:\n"
    text = edited(text, {"tenant_id": "x", "naming.prefix": "b-"})
    lines = text.splitlines()
    assert lines[1].split("#")[0].split() == ["TENANT_ID:", "x"]
    assert "# ask Ada" in lines[1]
    assert values(read({"a": text})) == {"tenant_id": "x", "naming.prefix": "b-"}


@pytest.mark.parametrize(
    "text",
    [
        "factory: {naming: {}, tenant_id: x}\n",
        "factory: {tenant_id: x, naming: }\n",
        "factory: {naming: , tenant_id: x}\n",
        "{factory: {tenant_id: x}}\n",
        "factory: {tenant_id: x,}  # c\n",
        "factory:\n  tenant_id: x\n  naming: {}  # c\n",
        "factory: {\n  tenant_id: x\n}\n",
    ],
)
def test_there_is_room_for_an_answer_in_every_notation(text: str) -> None:
    added = edited(text, {"naming.prefix": "b-"})
    assert values(read({"a": added})) == {"tenant_id": "x", "naming.prefix": "b-"}
    assert ("# c" in added) == ("# c" in text)
    assert edited(added, {}) == added
    removed = edited(added, {"tenant_id": None})
    assert values(read({"a": removed})) == {"naming.prefix": "b-"}


LIST = """\
projects:
  "001":
    databases:
      postgresql_admin_emails:   # who may do anything
        # first
        - ada@contoso.com        # since May
        - 'grace@contoso.com'
    title: One
"""


def test_a_list_of_lines_keeps_the_lines_that_stay() -> None:
    key = "projects.001.databases.postgresql_admin_emails"
    for wanted in (("ada@contoso.com",), (), ("ada@contoso.com", "x@contoso.com"), ("a b, c",),
                   ("ada@contoso.com", "grace@contoso.com", "alan@contoso.com")):  # fmt: skip
        text = edited(LIST, {key: wanted})
        assert values(read({"a": text}))[key] == wanted
        assert "# who may do anything" in text
        assert ("# since May" in text) or wanted[:1] != ("ada@contoso.com",)
        assert edited(text, {}) == text


@pytest.mark.parametrize("style", ["|", ">-", "|+"])
def test_tags_written_as_a_text_of_lines_or_as_keys_can_be_changed(style: str) -> None:
    for tags in (f"common: {style}\n        {{}}\n", "common:\n        a: 1 # x\n        b: 2\n"):
        text = f"scale_sets:\n  1:\n    tags:\n      {tags}    region.code: sdc\n"
        full = "scale_sets.001.tags.common"
        changed = edited(text, {full: '{"c":"d"}'})
        assert values(read({"a": changed})) == {
            full: '{"c":"d"}', "scale_sets.001.region.code": "sdc",
        }  # fmt: skip
        assert edited(changed, {}) == changed


def test_flat_documents_stay_flat() -> None:
    text = edited("tenant_id: x\n", {"naming.prefix": "b-"})
    assert "factory" not in text
    assert values(read({"a": text})) == {"tenant_id": "x", "naming.prefix": "b-"}


def test_dropped_projects_and_scale_sets_go() -> None:
    texts = write_answers(
        answers_of({"projects.001.title": "a", "projects.002.title": "b"}),
        CATALOG, {}, layout="workspace",
    )  # fmt: skip
    answers = read(texts)
    answers.unknown["projects.002.OWN"] = Given("x")
    answers.drop_project("002")
    assert sorted(write_answers(answers, CATALOG, texts, layout="workspace")) == [
        name for name in sorted(texts) if name != "projects/002.yaml"
    ]
    single = read({"a": HAND_MADE}, strict=False)
    single.drop_project("008")
    text = write_answers(single, CATALOG, {"a": HAND_MADE}, layout="single")["a"]
    assert text == HAND_MADE[: HAND_MADE.index('  "008"')]


def test_names_that_no_setting_has_survive_in_their_own_place() -> None:
    answers = read({"a": HAND_MADE}, strict=False)
    answers.unknown["projects.008.OWN"] = Given("007", "imported")
    answers.unknown["MINE"] = Given(("a", "b"), "imported")
    text = write_answers(answers, CATALOG, {"a": HAND_MADE}, layout="single")["a"]
    assert "    FUTURE: 1\n" in text
    again = read({"a": text}, strict=False)
    assert {full: given.value for full, given in again.unknown.items()} == {
        "FUTURE": "1", "projects.008.OWN": "007", "MINE": ("a", "b"),
    }  # fmt: skip
    assert write_answers(again, CATALOG, {"a": text}, layout="single") == {"a": text}
    del again.unknown["MINE"]
    text = write_answers(again, CATALOG, {"a": text}, layout="single")["a"]
    assert "MINE" not in text
    assert "projects.008.OWN" in text


def test_json_is_edited_as_data() -> None:
    text = json.dumps({"x_own": 1, "factory": {"tenant_id": "x"}, "projects": {"1": {}}}, indent=4)
    assert edited(text, {}) == text
    again = edited(text, {"tenant_id": "é", "projects.001.title": "One"})
    assert json.loads(again) == {
        "x_own": 1, "factory": {"tenant_id": "é"}, "projects": {"1": {"title": "One"}},
    }  # fmt: skip
    assert '\n    "factory"' in again


@settings(max_examples=60)
@given(st.data())
def test_reading_gives_back_what_was_written(data: st.DataObject) -> None:
    answers = data.draw(drawn_answers(CATALOG))
    layout = data.draw(st.sampled_from(LAYOUTS))
    texts = write_answers(answers, CATALOG, {}, layout=layout)
    again = read(texts)
    assert values(again) == kept(answers, CATALOG)
    assert (again.projects, again.scale_sets) == (answers.projects, answers.scale_sets)
    assert write_answers(again, CATALOG, texts, layout=layout) == texts
    assert write_answers(answers, CATALOG, {}, layout=layout) == texts
    for text in texts.values():
        assert yaml.safe_load(text)["version"] == 1


@settings(max_examples=60)
@given(st.data())
def test_editing_gives_what_was_asked_for(data: st.DataObject) -> None:
    layout = data.draw(st.sampled_from(LAYOUTS))
    before = write_answers(data.draw(drawn_answers(CATALOG)), CATALOG, {}, layout=layout)
    wanted = data.draw(drawn_answers(CATALOG))
    texts = write_answers(wanted, CATALOG, before, layout=layout)
    again = read(texts)
    left = {
        full: value for full, value in values(again).items() if full not in kept(wanted, CATALOG)
    }
    assert {full: value for full, value in values(again).items() if full not in left} == kept(
        wanted, CATALOG
    )
    # A line may stay though its value goes without saying.
    assert left.items() <= values(wanted).items()
    assert (again.projects, again.scale_sets) == (wanted.projects, wanted.scale_sets)
    assert write_answers(again, CATALOG, texts, layout=layout) == texts


@settings(max_examples=40)
@given(st.data())
def test_one_change_in_a_hand_made_file_leaves_the_comments(data: st.DataObject) -> None:
    setting = data.draw(st.sampled_from([s for s in CATALOG.settings.values() if not s.identity]))
    owner = {
        "factory": "", "scale_set": "scale_sets.001.", "project": "projects.008.",
        "environment": "scale_sets.001.environments.stage.",
    }[setting.scope]  # fmt: skip
    answers = read({"a": HAND_MADE}, strict=False)
    full, before = f"{owner}{setting.key}", values(read({"a": HAND_MADE}, strict=False))
    answers.put(full, Given(data.draw(values_of(setting))))
    text = write_answers(answers, CATALOG, {"a": HAND_MADE}, layout="single")["a"]
    expected = before | kept(answers, CATALOG)
    if full in before:
        expected[full] = values(answers)[full]
    assert values(read({"a": text}, strict=False)) == expected
    for comment in ("# our factory", "# asked by Ada", "# the default, but we want to see it"):
        assert comment in text
    assert write_answers(answers, CATALOG, {"a": text}, layout="single") == {"a": text}


def test_the_catalogue_has_no_key_that_is_also_a_group() -> None:
    keys = set(CATALOG.settings)
    assert [key for key in keys if any(other.startswith(f"{key}.") for other in keys)] == []


def test_the_fixture_is_the_real_catalogue(catalog: Catalog) -> None:
    assert catalog is CATALOG
