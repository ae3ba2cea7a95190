"""A walk: typing, what is left, problems in turn, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog
from wizard.model.values import ValueProblem
from wizard.rules.example import example_answers
from wizard.session.draft import Session
from wizard.session.keeping import drafted_answers, forget_draft, keep_draft, resume_draft
from wizard.session.opening import Opened
from wizard.session.pages import page_entries, page_ids
from wizard.session.walk import Walk
from wizard.store.layout import Layout
from wizard.store.workspace import LoadedWorkspace


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return walk_on(tmp_path)


def walk_on(root: Path) -> Walk:
    answers = example_answers(load_catalog())
    workspace = LoadedWorkspace(answers, root, root / "aifactory/wizard")
    return Walk(Opened(Session(load_catalog(), answers), Layout(root), workspace))


def test_letters_typed_into_one_field_are_one_step(walk: Walk) -> None:
    for text in ("z", "ze", "zet", "zeta-"):
        walk.answer("naming.prefix", text)
    walk.undo()
    assert walk.ask("naming.prefix").text == "acme-"
    walk.redo()
    assert walk.ask("naming.prefix").text == "zeta-"


def test_a_pause_ends_the_step(walk: Walk) -> None:
    walk.answer("naming.prefix", "one-")
    walk.pause()
    walk.answer("naming.prefix", "two-")
    walk.undo()
    assert walk.ask("naming.prefix").text == "one-"


def test_what_is_being_answered_is_not_called_missing(walk: Walk) -> None:
    walk.answer("tenant_id", "")
    walk.findings()
    assert walk.ask("tenant_id").findings
    walk.answer("tenant_id", "11")
    assert walk.is_stale
    assert walk.ask("tenant_id").findings == ()
    walk.findings()
    assert [found.code for found in walk.ask("tenant_id").findings] == ["IDN101"]


def test_input_of_the_wrong_kind_is_refused_with_the_reason_and_changes_nothing(walk: Walk) -> None:
    key = "governance.key_vault_soft_delete_days"
    walk.answer(key, "7")
    with pytest.raises(ValueProblem):
        walk.answer(key, "7x")
    assert walk.ask(key).text == "7"
    assert "whole number" in walk.complaint(key)
    walk.answer(key, "70")
    assert walk.complaint(key) == ""
    walk.undo()
    assert walk.ask(key).text == "90"


def test_unsaved_counts_answers_that_differ_not_steps(walk: Walk) -> None:
    walk.answer("naming.prefix", "zeta-")
    walk.pause()
    walk.answer("naming.lake_prefix", "pond")
    assert walk.unsaved == 2
    walk.answer("naming.prefix", "acme-")
    assert walk.unsaved == 1
    walk.undo()
    assert walk.unsaved == 2
    walk.written()
    assert walk.unsaved == 0


def test_decisions_left_go_down_with_each_answer(walk: Walk) -> None:
    before = walk.decisions()
    walk.session.unset("tenant_id")
    assert walk.decisions().left == before.left + 1
    assert walk.decisions().total == before.total
    assert "environments" in {page.id for page in walk.pages() if page.status == "open"}


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
def test_a_first_set_up_needs_at_most_25_decisions(tmp_path: Path, orchestrator: str) -> None:
    from wizard.model.answers import Answers

    workspace = LoadedWorkspace(Answers(), tmp_path, tmp_path / "aifactory/wizard")
    session = Session(load_catalog(), workspace.answers)
    session.set("orchestrator", orchestrator)
    walk = Walk(Opened(session, Layout(tmp_path), workspace))
    assert 10 < walk.decisions().total <= 25


def test_every_setting_stands_on_exactly_one_page(walk: Walk) -> None:
    found: list[str] = []
    for page in page_ids(walk.session):
        entries = page_entries(walk.session, page, more=True)
        found += [entry for entry in entries if isinstance(entry, str)]
    assert len(found) == len(set(found))
    settings = walk.session.catalog.settings
    environments = sum(setting.scope == "environment" for setting in settings.values())
    assert len(found) == len(settings) + 2 * environments


def test_problems_come_in_the_order_of_the_pages_and_round_again(walk: Walk) -> None:
    walk.answer("region.code", "westus")
    walk.pause()
    walk.answer("tenant_id", "nonsense")
    first = walk.next_problem("")
    assert first is not None
    seen, here = [first.keys[0]], first.keys[0]
    for _ in range(20):
        found = walk.next_problem(here)
        assert found is not None
        here = found.keys[0]
        if here == seen[0]:
            break
        seen.append(here)
    else:
        pytest.fail("the problems never come round again")
    assert seen.index("tenant_id") < seen.index("scale_sets.001.region.code")
    back = walk.next_problem(seen[1], -1)
    assert back is not None and back.keys[0] == seen[0]


def test_warnings_are_gone_to_when_errors_are_behind(walk: Walk) -> None:
    walk.answer("tenant_id", "")
    walk.pause()
    walk.answer("projects.001.team.member_emails", "")
    severities, here = [], ""
    for _ in range(len([f for f in walk.findings() if f.severity != "note"])):
        found = walk.next_problem(here)
        assert found is not None
        severities.append(found.severity)
        here = found.keys[0]
    assert severities[:2] == ["error", "error"]
    assert "warning" in severities
    assert severities == sorted(severities)
    assert walk.next_problem("naming.prefix") == next(
        found for found in walk.findings() if found.keys[0] == "projects.001.team.member_emails"
    )


def test_a_draft_brings_changed_answers_back(walk: Walk, tmp_path: Path) -> None:
    walk.answer("naming.prefix", "zeta-")
    walk.pause()
    walk.answer("team.member_emails", "[red]#'\"\n")
    walk.pause()
    walk.reset("tags.cost_center")
    keep_draft(walk)
    again = walk_on(tmp_path)
    again.answer_many(drafted_answers(again))
    assert again.unsaved_answers() == walk.unsaved_answers()
    assert again.ask("naming.prefix").text == "zeta-"
    assert not again.ask("projects.001.tags.cost_center").is_answered
    again.undo()
    assert again.ask("naming.prefix").text == "acme-"


def test_a_draft_goes_when_nothing_is_changed_any_more(walk: Walk) -> None:
    walk.answer("naming.prefix", "zeta-")
    keep_draft(walk)
    walk.undo()
    keep_draft(walk)
    assert drafted_answers(walk) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 9}', '{"version": 1, "answers": [1]}']
)
def test_a_damaged_draft_is_no_draft(walk: Walk, text: str) -> None:
    from wizard.store.drafts import save_draft

    save_draft(walk.opened.layout.root, text)
    assert drafted_answers(walk) == []
    forget_draft(walk)


def test_a_draft_keeps_what_still_means_something(walk: Walk) -> None:
    from wizard.store.drafts import save_draft

    save_draft(
        walk.opened.layout.root,
        '{"version": 1, "answers": {"naming.prefix": "x-", "gone.setting": "1", '
        '"governance.key_vault_soft_delete_days": "many"}}',
    )
    assert drafted_answers(walk) == [("naming.prefix", "x-")]


def test_another_step_in_place_of_a_saved_one_is_not_saved(walk: Walk) -> None:
    draft = walk.session
    seen = [draft.is_dirty]
    for step in (
        lambda: draft.set("naming.prefix", "one-"),
        draft.mark_saved,
        draft.undo,
        draft.redo,
        draft.undo,
        lambda: draft.set("naming.prefix", "two-"),
    ):
        step()
        seen.append(draft.is_dirty)
    assert seen == [False, True, False, True, False, True, True]


def test_a_draft_brings_added_projects_and_scale_sets_back(tmp_path: Path, walk: Walk) -> None:
    walk.add_scale_set("002")
    walk.add_project("004", scale_set="002")
    walk.add_project("005")
    walk.answer("projects.005.title", "Claims")
    keep_draft(walk)
    again = walk_on(tmp_path)
    resume_draft(again)
    assert again.session.answers.projects == ("001", "004", "005")
    assert again.session.answers.scale_sets == ("001", "002")
    assert again.session.view(project="004").context.scale_set == "002"
    assert again.ask("projects.005.title").text == "Claims"
    assert again.unsaved == walk.unsaved
    assert again.session.current.project == "001"
