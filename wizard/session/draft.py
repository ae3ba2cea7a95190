"""A draft: answers, undo, findings and files. The one thing that all three faces talk to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Setting, Value
from wizard.model.answers import Answers, Given, owner_of
from wizard.model.context import Context, full_key, split_key
from wizard.model.in_use import active_project
from wizard.model.resolve import resolve
from wizard.model.values import parse_value
from wizard.model.view import View
from wizard.rules.finding import Finding
from wizard.rules.registry import (
    factory_findings,
    project_findings,
    scale_set_findings,
    sort_findings,
)
from wizard.session.dependents import reached_from
from wizard.session.directory import UNKNOWN
from wizard.session.live import NOBODY_LOOKED
from wizard.session.steps import Change as Change
from wizard.session.steps import Changed as Changed
from wizard.session.steps import Layers, Step, Whole


class Session:
    """A draft over one catalogue.

    ``current`` is the context that short keys refer to: a scale set and a project. ``directory``
    is what a sign-in knows, ``live`` what Azure was asked; nothing written depends on either.
    """

    def __init__(self, catalog: Catalog, answers: Answers) -> None:
        self.catalog = catalog
        self.answers = answers
        self.directory = UNKNOWN
        self.live = NOBODY_LOOKED
        self.current = Context(answers.scale_sets[0], None, answers.projects[0])
        self._view = View(catalog, answers, self.current)
        self.select(active_project(self.view()))
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._findings: dict[str, list[Finding]] = {}
        self._saved: list[Step] = []
        self._noted: dict[str, Layers] = {}

    # contexts

    def select(self, project: str) -> None:
        """Make a project (and its scale set) the one that short keys refer to."""
        view = self._view.at(project=project)
        self.current = view.context
        self._view = view

    def view(
        self,
        *,
        project: str | None = None,
        environment: str | None = None,
        scale_set: str | None = None,
    ) -> View:
        """The answers seen from the current context, or another one."""
        return self._view.at(project=project, environment=environment, scale_set=scale_set)

    # changes

    def set(self, name: str, raw: object, *, context: Context | None = None) -> Change:
        """Answer one question.

        Raises:
            UnknownName, UnusableName, MissingContext: the name does not say which question.
            ValueProblem: the value is not of the setting's kind.
        """
        return self.set_many([(name, raw)], context=context)

    def set_many(
        self, pairs: Iterable[tuple[str, object]], *, context: Context | None = None
    ) -> Change:
        """Answer several questions in one undoable step; all or none. None unsets a key."""
        wanted: dict[str, Given | None] = {}
        for name, raw in pairs:
            setting, full = resolve(self.catalog, name, context or self.current)
            wanted[full] = None if raw is None else Given(self._parsed(setting, raw))
        return self._apply(wanted)

    def unset(self, name: str, *, context: Context | None = None) -> Change:
        """Forget an answer, so that the default holds again."""
        return self.set_many([(name, None)], context=context)

    def _parsed(self, setting: Setting, raw: object) -> Value:
        from wizard.model.values import ValueProblem

        if setting.identity:
            raise ValueProblem(
                f"{setting.key} is the number itself and cannot be set: make another one with "
                "'project new' or 'scale-set new'"
            )
        return parse_value(setting, raw)

    def note(self, texts: Mapping[str, str]) -> None:
        """Keep texts that follow from the answers and are written with them, by full key.

        No step that can be undone; the next change takes them back, unless they are saved first.
        """
        for full, text in texts.items():
            self._noted.setdefault(full, self.answers.layers_of(full))
            self.answers.put(full, Given(text))
        if texts:
            self._forget(texts, everything=False)

    def take_back_notes(self) -> None:
        """Forget the notes that are not saved."""
        noted, self._noted = self._noted, {}
        for full, layers in noted.items():
            self.answers.restore(full, layers)
        if noted:
            self._forget(noted, everything=False)

    def _apply(self, wanted: dict[str, Given | None]) -> Change:
        self.take_back_notes()
        step = Step({full: self.answers.layers_of(full) for full in wanted})
        watched = self._dependents(wanted)
        before = self._states(watched)
        known = (self.answers.projects, self.answers.scale_sets)
        for full, given in wanted.items():
            if given is None:
                self.answers.drop(full)
            else:
                self.answers.put(full, given)
        step.after = {full: self.answers.layers_of(full) for full in wanted}
        self._forget(wanted, everything=known != (self.answers.projects, self.answers.scale_sets))
        if step.before != step.after:
            self._undo.append(step)
            self._redo.clear()
        return self._change(wanted, before, self._states(watched))

    def reshape(
        self, work: Callable[[], object], *, came: Iterable[str] = (), went: Iterable[str] = ()
    ) -> None:
        """Add or remove owners, with their answers, in one step to undo; ``work`` does it."""
        self.take_back_notes()
        before, steps = self.answers.copy(), len(self._undo)
        work()
        del self._undo[steps:]
        whole = Whole(before, self.answers.copy(), tuple(came), tuple(went))
        self._undo.append(Step(whole=whole))
        self._redo.clear()
        self.refresh()

    def undo(self) -> Change | None:
        """Take the last step back; None when there is none."""
        return self._travel(self._undo, self._redo, back=True)

    def redo(self) -> Change | None:
        """Do the last undone step again; None when there is none."""
        return self._travel(self._redo, self._undo, back=False)

    def _travel(self, source: list[Step], target: list[Step], *, back: bool) -> Change | None:
        if not source:
            return None
        self.take_back_notes()
        step = source.pop()
        target.append(step)
        if step.whole is not None:
            return self._become(step.whole, back=back)
        watched = self._dependents(step.before)
        before = self._states(watched)
        for full, layers in (step.before if back else step.after).items():
            self.answers.restore(full, layers)
        self._forget(step.before, everything=False)
        return self._change(step.before, before, self._states(watched))

    def _become(self, whole: Whole, *, back: bool) -> Change:
        """All answers as they were on one side of a step that added or removed owners."""
        self.answers.become(whole.before if back else whole.after)
        came, went = (whole.went, whole.came) if back else (whole.came, whole.went)
        self.refresh()
        return Change((), came=came, went=went)

    def refresh(self) -> None:
        """Compute everything anew; where the current project is gone, go on with another one."""
        self._view.forget()
        self._findings.clear()
        if self.current.project not in self.answers.projects:
            self.select(active_project(self.view()))

    @property
    def is_dirty(self) -> bool:
        """Whether there are changes since the last ``mark_saved``."""
        return self._undo[-1:] != self._saved

    def mark_saved(self) -> None:
        """Note that the present answers are on disk."""
        self._saved = self._undo[-1:]
        self._noted.clear()

    # what follows

    def _dependents(self, fulls: Iterable[str]) -> list[tuple[Setting, Context]]:
        """The changed settings and those whose default or applicability follows from them."""
        found: dict[tuple[str, Context], tuple[Setting, Context]] = {}
        for full in fulls:
            place = split_key(full)
            context = Context(
                place.scale_set or self.current.scale_set,
                place.environment or self.current.environment,
                place.project or self.current.project,
            )
            for key in reached_from(place.key, self.catalog):
                setting = self.catalog.settings.get(key)
                if setting and not (setting.scope == "environment" and not context.environment):
                    found[(key, context)] = (setting, context)
        return list(found.values())

    def _states(self, watched: list[tuple[Setting, Context]]) -> dict[str, tuple[str, bool]]:
        states = {}
        for setting, context in watched:
            view = View(self.catalog, self.answers, context, self._view.memory)
            full = full_key(setting.key, setting.scope, context)
            states[full] = (view.text(setting.key), view.applies(setting.key))
        return states

    def _change(
        self,
        asked: Iterable[str],
        before: dict[str, tuple[str, bool]],
        after: dict[str, tuple[str, bool]],
    ) -> Change:
        asked = list(asked)
        changed = [
            Changed(full, before[full][0], after[full][0])
            for full in after
            if before[full][0] != after[full][0]
        ]
        return Change(
            keys=tuple(entry for entry in changed if entry.key in asked),
            follows=tuple(entry for entry in changed if entry.key not in asked),
            now_applies=tuple(f for f in after if after[f][1] and not before[f][1]),
            no_longer_applies=tuple(f for f in after if before[f][1] and not after[f][1]),
        )

    # findings

    def findings(self) -> list[Finding]:
        """Everything that is wrong, errors first."""
        found: list[Finding] = []
        for owner in self._owners():
            found += self.findings_of(owner)
            if owner.startswith("projects."):
                self._view.release(owner.removeprefix("projects."))
        return sort_findings(found)

    def findings_of(self, owner: str) -> list[Finding]:
        """What is wrong with one owner: "" (factory), "scale_sets.001" or "projects.003"."""
        if owner not in self._findings:
            self._findings[owner] = sort_findings(self._checked(owner))
        return self._findings[owner]

    def _owners(self) -> list[str]:
        scale_sets = [f"scale_sets.{name}" for name in self.answers.scale_sets]
        return ["", *scale_sets, *(f"projects.{name}" for name in self.answers.projects)]

    def _checked(self, owner: str) -> Iterator[Finding]:
        memory = self._view.memory
        if not owner:
            context = Context(self.answers.scale_sets[0])
            return factory_findings(View(self.catalog, self.answers, context, memory))
        kind, name = owner.split(".")
        if kind == "scale_sets":
            view = View(self.catalog, self.answers, Context(name), memory)
            return scale_set_findings(view)
        return project_findings(self._view.at(project=name))

    def _forget(self, fulls: Iterable[str], *, everything: bool) -> None:
        owners = {owner_of(full) for full in fulls}
        moved = any(split_key(full).key == "scale_set" for full in fulls)
        if everything or moved or not all(owner.startswith("projects.") for owner in owners):
            self._view.forget()
            self._findings.clear()
            return
        for owner in owners:
            self._view.forget(owner.split(".")[1])
            self._findings.pop(owner, None)
        for owner in [name for name in self._findings if not name.startswith("projects.")]:
            del self._findings[owner]
