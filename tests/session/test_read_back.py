"""What is written and read again is the same; what is converted and back is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.model.drawn_answers import values_of
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import ENVIRONMENTS, Orchestrator, Setting
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument
from wizard.formats.errors import FormatError
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key, split_key
from wizard.model.values import format_value
from wizard.model.variable_values import FileVariable, read_variables
from wizard.output.converted_file import converted_text
from wizard.rules.example import example_answers
from wizard.session import Session
from wizard.session.conversion_notes import notes_text, read_notes
from wizard.session.converting import OTHER, converted, kept_for_the_way_back, restore
from wizard.session.opening import open_repository
from wizard.session.writing import plan_files
from wizard.store.write import apply

CATALOG = load_catalog("1.24")
SLOW = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
BOTH: tuple[Orchestrator, ...] = ("github", "azure-devops")


def texts_of(text: str, orchestrator: Orchestrator) -> dict[str, str]:
    """Names and values as the file's reader sees them."""
    if orchestrator == "github":
        return {e.name: e.value for e in EnvDocument.parse(text).entries if e.value is not None}
    return {e.name: e.value for e in AdoDocument.parse(text, "x").entries}


def delivered(answers: Answers, orchestrator: Orchestrator) -> dict[str, str]:
    view = Session(CATALOG, answers).view(project=answers.projects[0])
    if orchestrator == "github":
        return {item.name: item.value for item in deliver_github(view).file}
    return {item.name: item.value for item in deliver_azure_devops(view)}


def _without_idle(answers: Answers, orchestrator: Orchestrator) -> Answers:
    """The answers whose questions apply: others are not delivered."""
    while True:
        view = Session(CATALOG, answers).view(project=answers.projects[0])
        idle = []
        for full, _ in answers.items():
            place = split_key(full)
            there = view.at(environment=place.environment or "dev")
            if not there.for_orchestrator(orchestrator).applies(place.key):
                idle.append(full)
        for full in idle:
            answers.drop(full)
        if not idle:
            return answers


@st.composite
def answers_for(draw: st.DrawFn, orchestrator: Orchestrator) -> Answers:
    """Answers of one project whose questions this orchestrator knows."""
    answers = Answers()
    project, scale_set = draw(st.sampled_from([("001", "001"), ("007", "002")]))
    answers.add_project(project)
    answers.add_scale_set(scale_set)
    home = Context(scale_set, None, project)
    answers.put(full_key("scale_set", "project", home), Given(scale_set))
    answers.put("orchestrator", Given(orchestrator))
    known = [s.key for s in CATALOG.settings.values() if _is_asked(s, orchestrator)]
    for key in draw(st.lists(st.sampled_from(known), max_size=25)):
        setting = CATALOG.settings[key]
        environments = ENVIRONMENTS if setting.variables(orchestrator)[0].environment else ("dev",)
        context = home.at(environment=draw(st.sampled_from(environments)))
        value = draw(values_of(setting))
        # In a file an empty text leaves the question open, and values stand on one line.
        if value not in ("", ()) and format_value(value).isprintable():
            answers.put(full_key(key, setting.scope, context), Given(value))
    return _without_idle(answers, orchestrator)


def _is_asked(setting: Setting, orchestrator: Orchestrator) -> bool:
    return bool(setting.variables(orchestrator)) and not setting.identity


def file_of(texts: dict[str, str], orchestrator: Orchestrator) -> str:
    try:
        return converted_text(CATALOG, orchestrator, texts)
    except FormatError:
        assume(False)
        raise


@pytest.mark.parametrize("orchestrator", BOTH)
@given(st.data())
@SLOW
def test_what_is_written_reads_back(orchestrator: Orchestrator, data: st.DataObject) -> None:
    answers = data.draw(answers_for(orchestrator))
    wanted = delivered(answers, orchestrator)
    seen = texts_of(file_of(wanted, orchestrator), orchestrator)
    assert seen == wanted
    variables = [FileVariable(name, value) for name, value in seen.items()]
    reading = read_variables(CATALOG, orchestrator, variables, "file")
    assert not reading.unknown
    assert (reading.project,) == answers.projects
    reading.answers.put("orchestrator", Given(orchestrator))
    assert delivered(reading.answers, orchestrator) == wanted


@pytest.mark.parametrize("orchestrator", BOTH)
@given(st.data())
@SLOW
def test_there_and_back_restores_every_value(
    orchestrator: Orchestrator, data: st.DataObject
) -> None:
    texts = delivered(data.draw(answers_for(orchestrator)), orchestrator)
    for name in data.draw(st.lists(st.sampled_from(sorted(texts)), max_size=20)):
        texts.pop(name, None)
    texts |= data.draw(st.dictionaries(st.sampled_from(["MINE", "my_own", "enableNothing"]),
                                       st.text("aA\"'$\\ é#=:\n\t(){}", max_size=8)))  # fmt: skip
    other = OTHER[orchestrator]
    there = converted(CATALOG, texts, other)
    kept = kept_for_the_way_back(CATALOG, texts, there)
    file = file_of(there.texts, other) + notes_text(orchestrator, kept, indent="  ")
    back = converted(CATALOG, texts_of(file, other), orchestrator)
    restore(back, read_notes(file, orchestrator))
    assert {name: back.texts[name] for name in texts} == texts


@given(st.text(max_size=20), st.text(max_size=20))
def test_notes_say_what_was_kept_whatever_it_is(value: str, otherwise: str) -> None:
    from wizard.session.conversion_notes import KeptName

    kept = {
        "A": KeptName("A", value),
        "B": KeptName("B", value, otherwise),
    }
    text = notes_text("github", kept.values())
    assert read_notes(text, "github") == kept
    assert read_notes(text, "azure-devops") == {}
    assert not EnvDocument.parse(text).entries


def test_what_was_written_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    opened = open_repository(tmp_path)
    for full, given_ in example_answers(CATALOG).items():
        opened.session.answers.put(full, given_)
    opened.session.set("naming.prefix", "acme-")
    opened.session.set("governance.key_vault_soft_delete_days", 90)
    apply(plan_files(opened))
    assert [file.path for file in plan_files(open_repository(tmp_path)).changes] == []
