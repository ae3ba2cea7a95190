"""Every release against the names and values of its templates, and what follows for the core."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from wizard.catalog import load as load_module
from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import (
    Condition,
    as_text,
    condition_keys,
    condition_text,
    is_truthy,
    parse_condition,
)
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.setting import Orchestrator
from wizard.catalog.shipped import shipped_values
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key, split_key
from wizard.model.values import is_empty, parse_value
from wizard.model.view import View
from wizard.output.files import ADO_FILE, ENV_FILE
from wizard.output.project_files import project_files
from wizard.rules.example import example_answers
from wizard.session import Session
from wizard.session.file_findings import variable_file_findings
from wizard.store.reading import read_file

FIXTURES = Path(__file__).parents[1] / "fixtures"
DERIVED = [release for release in releases() if release != "1.24"]
PSEUDO = {"on_github", "on_azure_devops", "environment", "release"}
SIDES: tuple[tuple[str, Orchestrator], ...] = (
    ("github", "github"), ("azure_devops", "azure-devops"),
)  # fmt: skip


def facts(release: str) -> dict[str, dict[str, str]]:
    path = FIXTURES / f"variables-{release}.json"
    loaded: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_the_releases_that_are_described() -> None:
    assert set(releases()) >= {"1.20", "1.22", "1.23", "1.24", "1.25"}
    assert list(releases()) == sorted(releases(), key=lambda name: int(name.split(".")[1]))


@pytest.mark.parametrize("release", DERIVED)
def test_the_names_are_those_of_the_templates(release: str) -> None:
    catalog = load_catalog(release)
    for side, orchestrator in SIDES:
        names = [
            variable.name
            for setting in catalog.settings.values()
            for variable in setting.variables(orchestrator)
            if variable.in_template
        ]
        assert [name for name, count in Counter(names).items() if count > 1] == []
        assert set(names) == set(facts(release)[side])


@pytest.mark.parametrize("release", [*DERIVED, "1.24"])
def test_no_name_belongs_to_two_settings(release: str) -> None:
    owners: dict[str, set[str]] = {}
    for setting in load_catalog(release).settings.values():
        for variable in (*setting.github, *setting.azure_devops):
            owners.setdefault(variable.name, set()).add(setting.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("release", DERIVED)
def test_shipped_values_are_those_of_the_templates(release: str) -> None:
    catalog = load_catalog(release)
    for side, orchestrator in SIDES:
        assert shipped_values(catalog, orchestrator) == facts(release)[side]


def test_shipped_values_of_the_complete_release() -> None:
    rows = json.loads((FIXTURES / "variables-1.24.json").read_text(encoding="utf-8"))["variables"]
    shipped = shipped_values(load_catalog("1.24"), "github")
    assert set(shipped) == {row[0] for row in rows if row[0]}
    assert shipped["DEV_CIDR_RANGE"] == "61" and shipped["PROD_CIDR_RANGE"] == "63"


@pytest.mark.parametrize("release", DERIVED)
def test_every_setting_is_described(release: str) -> None:
    catalog = load_catalog(release)
    sections = {section.id for section in catalog.sections}
    for setting in catalog.settings.values():
        assert 0 < len(setting.title) <= 40, setting.key
        assert len(setting.help) > 30 and setting.help.rstrip()[-1] in ".!?)", setting.key
        assert setting.section in sections
        assert setting.applies_when is None or setting.applies_because, setting.key
        assert setting.required_when is None or setting.required_because, setting.key
        assert setting.kind != "enum" or setting.choices


@pytest.mark.parametrize("release", [*DERIVED, "1.24"])
def test_what_has_replaced_a_setting_is_a_setting(release: str) -> None:
    catalog = load_catalog(release)
    known = {*catalog.settings, *catalog.absent}
    heirs = {s.key: s.replaced_by for s in catalog.settings.values() if s.replaced_by}
    assert set(heirs.values()) <= known
    assert all(catalog[key].level == "deprecated" for key in heirs)


@pytest.mark.parametrize("release", DERIVED)
def test_conditions_look_at_settings_that_are_known(release: str) -> None:
    catalog = load_catalog(release)
    assert not set(catalog.settings) & set(catalog.absent)
    known = PSEUDO | set(catalog.settings) | set(catalog.absent)
    for setting in catalog.settings.values():
        conditions = [setting.applies_when, setting.required_when]
        conditions += [default.when for default in setting.default]
        for condition in conditions:
            assert set(condition_keys(condition)) <= known, setting.key
    for service in catalog.services.values():
        assert service.flag is None or service.flag in catalog.settings
        assert set(service.settings) <= set(catalog.settings)
        assert set(condition_keys(service.on)) <= known


@pytest.mark.parametrize("release", DERIVED)
def test_defaults_fit_and_name_their_release(release: str) -> None:
    catalog = load_catalog(release)
    view = View(catalog, Answers(), Context("001", "dev", "001"))
    assert view.text("release") == release
    assert view.text("release_info.minor") == release.split(".")[1]
    for setting in catalog.settings.values():
        value = view.value(setting.key)
        if not is_empty(value) and not setting.key.startswith("tags."):
            assert parse_value(setting, value) == value, setting.key
            if setting.pattern:
                assert re.fullmatch(setting.pattern, view.text(setting.key)), setting.key


@pytest.mark.parametrize("release", DERIVED)
def test_what_is_absent_is_off_and_cannot_be_asked_for(release: str) -> None:
    catalog = load_catalog(release)
    view = View(catalog, Answers(), Context("001", "dev", "001"))
    for key, setting in catalog.absent.items():
        assert not setting.github and not setting.azure_devops
        assert setting.kind != "bool" or not view.is_on(key), key
        with pytest.raises(KeyError):
            catalog.find(key)


def outcome(condition: Condition, catalog: Catalog) -> bool | None:
    """What a condition comes to whatever is answered: None where an answer decides."""
    kind, *parts = condition
    if kind == "not":
        inner = outcome(parts[0], catalog)
        return None if inner is None else not inner
    if kind in ("and", "or"):
        decisive: bool = kind == "or"
        inners = [outcome(part, catalog) for part in parts]
        if decisive in inners:
            return decisive
        return None if None in inners else not decisive
    missing = catalog.absent.get(parts[0])
    if missing is None or len(missing.default) != 1:
        return None
    value = missing.default[0].value
    if kind == "key":
        return is_truthy(value)
    wanted: tuple[str, ...] = (parts[1],) if kind == "eq" else parts[1]
    return as_text(value) in wanted


@pytest.mark.parametrize("release", [*DERIVED, "1.24"])
def test_no_setting_waits_for_a_switch_that_the_release_lacks(release: str) -> None:
    catalog = load_catalog(release)
    never = {
        setting.key: condition_text(setting.applies_when)
        for setting in catalog.settings.values()
        if setting.applies_when and outcome(setting.applies_when, catalog) is False
    }
    assert never == {}


@pytest.mark.parametrize("release", [*DERIVED, "1.24"])
def test_no_answer_is_asked_for_by_a_switch_that_the_release_lacks(release: str) -> None:
    catalog = load_catalog(release)
    never = {
        setting.key: condition_text(setting.required_when)
        for setting in catalog.settings.values()
        if setting.required_when and outcome(setting.required_when, catalog) is False
    }
    assert never == {}


@pytest.mark.parametrize("release", [*DERIVED, "1.24"])
def test_no_service_needs_what_the_release_lacks(release: str) -> None:
    catalog = load_catalog(release)
    never = {
        (service.id, condition_text(need.condition))
        for service in catalog.services.values()
        for need in service.needs
        if outcome(need.condition, catalog) is False
    }
    assert never == set()


def test_the_subnet_of_the_cluster_is_asked_for_with_machine_learning_in_1_22() -> None:
    catalog = load_catalog("1.22")
    answers = Answers()
    answers.add_project("001")
    for key, value in (("orchestrator", "azure-devops"), ("byo.subnets", True)):
        place = Context("001", None, "001")
        answers.put(full_key(key, catalog[key].scope, place), Given(value))
    view = View(catalog, answers, Context("001", "dev", "001"))
    assert not view.required("subnets.aks")
    answers.put("projects.001.services.machine_learning", Given(True))
    view.forget()
    assert view.required("subnets.aks")
    codes = {finding.code for finding in Session(catalog, answers).findings()}
    assert "REQ104" in codes


def test_a_switch_that_is_missing_is_noticed_wherever_it_stands_in_a_condition() -> None:
    catalog = load_catalog("1.22")
    missing, there = "services.databricks", "services.machine_learning"
    assert missing in catalog.absent and there in catalog.settings
    for text, expected in [
        (f"{missing} and {there}", False), (f"{missing} or {there}", None),
        (f"not {missing}", True), (f"{missing} == 'true'", False), (there, None),
    ]:  # fmt: skip
        assert outcome(parse_condition(text), catalog) is expected, text


@pytest.mark.parametrize("release", [*DERIVED, "1.24"])
def test_a_default_that_somebody_writes_down_is_no_fault(release: str) -> None:
    catalog, here = load_catalog(release), Context("001", "dev", "001")
    view, answers = View(catalog, Answers(), here), Answers()
    answers.add_project("001")
    for setting in catalog.settings.values():
        if not view.is_blank(setting.key) and not setting.identity:
            full = full_key(setting.key, setting.scope, here)
            answers.put(full, Given(view.value(setting.key)))
    found = Session(catalog, answers).findings()
    assert [(f.code, f.message) for f in found if f.code.startswith("VAL")] == []


def session_of(release: str) -> Session:
    catalog = load_catalog(release)
    answers = example_answers(load_catalog("1.24"))
    for full, _ in list(answers.items()):
        if split_key(full).key not in catalog.settings:
            answers.drop(full)
    return Session(catalog, answers)


@pytest.mark.parametrize("release", releases())
def test_files_hold_every_name_and_are_known_to_their_own_release(
    release: str, tmp_path: Path
) -> None:
    session = session_of(release)
    session.findings()
    files = project_files(
        session.view(), ("github", "azure-devops"), active=True, existing={}, findings=[],
        environments=session.view().environments,
    )  # fmt: skip
    made = {file.path: file.data for file in files}
    for path, (side, orchestrator) in ((ENV_FILE, SIDES[0]), (ADO_FILE, SIDES[1])):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made[path])
        state = read_file(target, shown=path)
        text = state.text.text
        if release != "1.24":
            for name in facts(release)[side]:
                assert re.search(rf"^\s*{re.escape(name)}\s*[=:]", text, re.M), name
        found = variable_file_findings(session.catalog, orchestrator, state, path)
        assert [finding.message for finding in found] == []


def test_the_program_asks_for_no_release_by_its_number() -> None:
    package = Path(load_module.__file__).parents[1]
    numbers = set(releases())
    found = {
        f"{path.relative_to(package).as_posix()}: {node.value}"
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and (node.value in numbers or re.fullmatch(r"release/v1\.[0-9]+", node.value))
    }  # fmt: skip
    assert found == {"catalog/load.py: 1.24"}, "what differs between releases is rows in schemas/"
