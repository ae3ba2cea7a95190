"""One person's walk through a session: pages seen, edits as they are typed, problems in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from wizard.model.answers import Answers
from wizard.model.context import split_key
from wizard.model.values import ValueProblem, plain_value
from wizard.rules.finding import SEVERITIES, Finding
from wizard.session.amend import amend
from wizard.session.draft import Change, Session
from wizard.session.pages import (
    Decisions,
    PageState,
    all_questions,
    decisions,
    page_of,
    page_states,
)
from wizard.session.questions import Question, by_key, current_findings, is_lack, question

if TYPE_CHECKING:
    from wizard.session.cloning import Cloned
    from wizard.session.live import Live
    from wizard.session.opening import Opened
    from wizard.session.removing import Removed


class Walk:
    """An opened session with what a screen has to remember about it.

    ``before`` are the answers as they were opened or last written. Findings are those of the
    factory, the current scale set and the current project, computed once after each change.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.session: Session = opened.session
        self.before: Answers = opened.session.answers.copy()
        self.visited: frozenset[str] = frozenset()
        self._unsaved: set[str] = set()
        self._added: set[str] = set()
        self._removed: set[str] = set()
        self._typing = ""
        self._refused: dict[str, str] = {}
        self._findings: list[Finding] | None = None
        self._last: list[Finding] = []
        self._known: dict[str, tuple[Finding, ...]] = {}

    # answers

    def ask(self, full: str) -> Question:
        """The question under a full key, with the findings that are known and not yet answered."""
        asked = question(self.session, full, self._known)
        if self.is_stale and asked.text and any(map(is_lack, asked.findings)):
            left = tuple(found for found in asked.findings if not is_lack(found))
            return replace(asked, findings=left)
        return asked

    def answer(self, full: str, raw: object) -> Change:
        """Answer a question; answers to the same one in a row make one step to undo.

        Raises:
            ValueProblem: the value is not of the setting's kind.
        """
        try:
            change = amend(self.session, full, raw, continues=self._typing == full)
        except ValueProblem as problem:
            self._refused[full] = str(problem)
            raise
        self._refused.pop(full, None)
        self._typing = full if change.keys else ""
        return self._noted(change)

    def complaint(self, full: str) -> str:
        """Why the last input to a question was refused, "" when it was not."""
        return self._refused.get(full, "")

    def answer_many(self, pairs: list[tuple[str, object]]) -> Change:
        """Answer several questions in one step; None unsets one.

        Raises:
            ValueProblem: a value is not of its setting's kind.
        """
        self.pause()
        return self._noted(self.session.set_many(pairs))

    def pause(self) -> None:
        """The next answer is a step of its own, whatever it answers."""
        self._typing = ""

    def reset(self, full: str) -> Change:
        """Forget an answer, so that the default holds."""
        self.pause()
        self._refused.pop(full, None)
        return self._noted(self.session.unset(full))

    def undo(self) -> Change | None:
        """Take the last step back; None when there is none."""
        return self._travelled(self.session.undo)

    def redo(self) -> Change | None:
        """Do the last undone step again; None when there is none."""
        return self._travelled(self.session.redo)

    def apply(self, finding: Finding) -> Change | None:
        """Apply the remedy of a finding; None when it offers no value."""
        if not finding.fixes:
            return None
        pairs: list[tuple[str, object]] = [
            (fix.key, plain_value(fix.value)) for fix in finding.fixes
        ]
        return self.answer_many(pairs)

    def _travelled(self, move: Callable[[], Change | None]) -> Change | None:
        self.pause()
        self._refused.clear()
        change = move()
        return None if change is None else self._noted(change)

    def _noted(self, change: Change) -> Change:
        self._findings = None
        if change.came or change.went:
            self._moved(change.came, change.went)
        for changed in change.keys:
            now, then = self.session.answers.get(changed.key), self.before.get(changed.key)
            same = (now.value if now else None) == (then.value if then else None)
            (self._unsaved.discard if same else self._unsaved.add)(changed.key)
        return change

    def add_scale_set(self, number: str, *, source: str | None = None) -> Cloned:
        """Add a scale set, perhaps as a copy of another; no project moves there.

        Raises:
            UnusableName: the number is none, or is taken.
        """
        from wizard.session.scale_sets import new_scale_set

        self.pause()
        cloned = new_scale_set(self.session, number, source=source)
        self._moved(came=(f"scale set {cloned.number}",))
        return cloned

    def add_project(
        self, number: str, *, source: str | None = None, scale_set: str | None = None
    ) -> Cloned:
        """Add a project, perhaps as a copy of another, and go on with it.

        Without ``scale_set`` it goes to its source's, else to the current one. Raises UnusableName.
        """
        from wizard.session.projects import new_project

        self.pause()
        home = scale_set or (None if source else self.session.current.scale_set)
        cloned = new_project(self.session, number, source=source, scale_set=home)
        self._moved(came=(f"project {cloned.number}",))
        return cloned

    def remove_project(self, number: str) -> Removed:
        """Take a project away, until it is written only from the draft.

        Raises:
            UnusableName: see ``session.removing``.
        """
        from wizard.session.removing import remove_project

        self.pause()
        removed = remove_project(self.opened, number)
        self._moved(went=(f"project {removed.number}",))
        return removed

    def _moved(self, came: tuple[str, ...] = (), went: tuple[str, ...] = ()) -> None:
        new, gone = self._added, self._removed
        for names, here, there in ((came, new, gone), (went, gone, new)):
            here |= set(names) - there
            there -= set(names)
        self.recount()

    def take_live(self, live: Live) -> None:
        """Go on with what was looked up in Azure."""
        self.session.live = live
        self._findings = None

    def recount(self) -> None:
        """Compare all answers with those last written, after changes that did not pass here."""
        self._findings = None
        self.session.take_back_notes()
        now = {full: given.value for full, given in self.session.answers.items()}
        then = {full: given.value for full, given in self.before.items()}
        self._unsaved = {
            full
            for full in now.keys() | then.keys()
            if now.get(full) != then.get(full)
            and f"project {split_key(full).project}" not in self._removed
        }

    # saved or not

    @property
    def unsaved(self) -> int:
        """How many answers differ from those last written; a new project or scale set is one."""
        return len(self._unsaved) + len(self._added) + len(self._removed)

    @property
    def added(self) -> list[str]:
        """What was added and is not written: "project 004", "scale set 002"."""
        return sorted(self._added)

    @property
    def removed(self) -> list[str]:
        """The numbers of the projects that were taken away, which is not written."""
        return sorted(name.removeprefix("project ") for name in self._removed)

    def unsaved_answers(self) -> dict[str, object]:
        """The answers that differ from those last written, None for one that was unset."""
        given = {full: self.session.answers.get(full) for full in sorted(self._unsaved)}
        return {full: plain_value(found.value) if found else None for full, found in given.items()}

    def written(self) -> None:
        """Note that the present answers are on disk."""
        self.session.mark_saved()
        self.before = self.session.answers.copy()
        self._unsaved.clear()
        self._added.clear()
        self._removed.clear()

    # findings and pages

    @property
    def is_stale(self) -> bool:
        """Whether answers changed since findings were last computed."""
        return self._findings is None

    def findings(self) -> list[Finding]:
        """What is wrong where the current project stands, errors first."""
        if self._findings is None:
            self._findings = current_findings(self.session)
            self._last = self._findings
            self._known = by_key(self._findings)
        return self._findings

    def findings_known(self) -> list[Finding]:
        """The findings as last computed, even when answers changed since."""
        return self._last

    def select(self, project: str) -> None:
        """Go on with another project; what was typed in this one stays."""
        self.pause()
        self.session.select(project)
        self._findings = None

    def visit(self, page: str) -> None:
        """Note that a page was looked at."""
        self.visited |= {page}

    def pages(self) -> list[PageState]:
        """The state of every page of questions, by the findings that are known."""
        return page_states(self.session, self._known, self.visited)

    def decisions(self) -> Decisions:
        """What a first set-up still has to decide itself."""
        return decisions(self.session)

    def next_problem(self, after: str, step: int = 1) -> Finding | None:
        """The next finding (or the one before), seen from a question, and round again.

        Errors come first, in the order of pages, then warnings; from a question without a
        finding it goes on among the worst that there are.
        """
        order = {full: place for place, full in enumerate(all_questions(self.session))}
        known = sorted(
            (SEVERITIES.index(found.severity), order[found.keys[0]], number, found)
            for number, found in enumerate(self.findings())
            if found.severity != "note" and found.keys and found.keys[0] in order
        )
        if not known:
            return None
        here = order.get(after, -1)
        at = next((entry[:2] for entry in known if entry[1] == here), None)
        if at is None:
            at = (known[0][0], here)
            known = [entry for entry in known if entry[0] == at[0]]
        if step > 0:
            return next((entry[3] for entry in known if entry[:2] > at), known[0][3])
        return next((entry[3] for entry in known[::-1] if entry[:2] < at), known[-1][3])

    def page_of(self, full: str) -> str:
        """The page on which a question stands."""
        return page_of(self.session, full)
