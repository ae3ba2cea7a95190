"""The answers of one release as answers of the next one.

Three sides meet for each setting: the old release's default, what the user has, the new
release's default. What somebody answered stays. Where nobody answered and the default changed,
the old value is written down if it matters, because a factory may stand on it; if it does not
matter (a service that is off) the new default holds. The same goes for an answer that only
repeats the old default of something that is off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ENVIRONMENTS, ORCHESTRATORS, Orchestrator, Setting, Value
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key, split_key
from wizard.model.kept_variables import keep_variable
from wizard.model.values import format_value, lenient_value
from wizard.model.variable_names import Known, VariableNames
from wizard.model.view import View
from wizard.upgrade.report import ChangedDefault, Moved, NewSetting, Removed, UpgradeReport

_FOLLOW = ("release", "release_info.major", "release_info.minor", "release_info.branch")
"""Settings that say which release this is: they follow it."""
_RELEASE_BRANCH = re.compile(r"release/v\.?[0-9]")


def upgrade_answers(old: Catalog, new: Catalog, answers: Answers, report: UpgradeReport) -> Answers:
    """A copy of the answers for the next release; what happened goes to the report."""
    return _Step(old, new, answers, report).upgraded()


class _Step:
    """One step from one release to the next."""

    def __init__(self, old: Catalog, new: Catalog, answers: Answers, report: UpgradeReport) -> None:
        self._old = old
        self._new = new
        self._before = View(old, answers)
        self._answers = answers.copy()
        self._report = report
        self._uses = tuple(
            side for side in ORCHESTRATORS if self._before.text("orchestrator") in (side, "both")
        )

    def upgraded(self) -> Answers:
        """The answers as the next release takes them."""
        for full, given in list(self._before.answers.items()):
            self._carry(full, given)
        for setting in self._new.settings.values():
            before = self._old.settings.get(setting.key)
            if before is None:
                self._tell_new(setting)
            elif before.default != setting.default and setting.key not in _FOLLOW:
                self._compare(before, setting)
        return self._answers

    # answers

    def _carry(self, full: str, given: Given) -> None:
        key = split_key(full).key
        before = self._old.settings.get(key)
        if before is None:
            return
        view = self._view_at(full)
        if self._follows(key, given) or self._only_repeats(before, view, given):
            self._answers.drop(full)
        elif not self._lives_on(before):
            self._replace(before, full, given, view)
        else:
            self._tell_names(before, self._new[key], given)

    def _follows(self, key: str, given: Given) -> bool:
        """Whether the next release says it anew; a branch that is no release's is the user's."""
        if key == "release_info.branch" and not _RELEASE_BRANCH.match(format_value(given.value)):
            return False
        return key in _FOLLOW

    def _lives_on(self, before: Setting) -> bool:
        """Whether the next release has the setting, under a name where this one has names."""
        after = self._new.settings.get(before.key)
        if after is None:
            return False
        sides = [side for side in self._uses if before.variables(side)]
        return not sides or any(after.variables(side) for side in sides)

    def _only_repeats(self, setting: Setting, view: View, given: Given) -> bool:
        return (
            given.origin == "imported"
            and format_value(given.value) == format_value(view.default(setting))
            and not view.applies(setting.key)
        )

    def _replace(self, setting: Setting, full: str, given: Given, view: View) -> None:
        """A setting that is gone: its value goes to its heirs, or is kept aside."""
        self._answers.drop(full)
        moved = False
        for side in self._uses:
            for variable in setting.variables(side):
                heirs = self._heirs(variable.name, side)
                free = [heir for heir in heirs if self._is_free(heir, view)]
                for heir in free:
                    self._put(heir, view, given)
                if free:
                    moved = True
                    to = tuple(heir.name for heir in free)
                    if to != (variable.name,):
                        self._tell_moved(variable.name, to, given)
        if not moved:
            repeats = format_value(given.value) == format_value(view.default(setting))
            self._keep(setting, full, given, aside=not (repeats and given.origin == "imported"))

    def _heirs(self, name: str, side: Orchestrator) -> tuple[Known, ...]:
        """What a name sets now: perhaps another setting, perhaps under other names."""
        names = VariableNames(self._new, side)
        same = names.known(name)
        return (same,) if same else names.successors(name)

    def _is_free(self, heir: Known, view: View) -> bool:
        """Whether nobody answered what the heir asks, neither before nor in this step."""
        return all(self._answers.get(full) is None for full in self._places(heir, view))

    def _put(self, heir: Known, view: View, given: Given) -> None:
        value = lenient_value(heir.setting, format_value(given.value))
        for full in self._places(heir, view):
            self._answers.put(full, Given(value, given.origin, given.path, given.line))

    def _places(self, heir: Known, view: View) -> list[str]:
        """Where the heir's answer stands; in every project for what was the factory's."""
        there = view.context.at(environment=heir.variable.environment or "dev")
        if heir.setting.scope != "project" or there.project:
            return [full_key(heir.setting.key, heir.setting.scope, there)]
        return [
            full_key(heir.setting.key, "project", there.at(project=project))
            for project in self._before.answers.projects
        ]

    def _keep(self, setting: Setting, full: str, given: Given, *, aside: bool) -> None:
        """Tell what is gone; unless it only repeats the old default, keep it ``aside``."""
        project = split_key(full).project
        names: list[str] = []
        why = f"release {self._new.release} has nothing of the kind"
        for side in self._uses:
            for variable in setting.variables(side)[:1]:
                names.append(variable.name)
                why = self._why_gone(variable.name, side) or why
                value = Given(format_value(given.value), given.origin, given.path, given.line)
                owners = (project,) if project else self._before.answers.projects
                for owner in owners if aside else ():
                    keep_variable(self._answers, owner, side, variable.name, value)
        self._report.removed.append(
            Removed(full, tuple(names), format_value(given.value), why, self._new.release)
        )

    def _why_gone(self, name: str, side: Orchestrator) -> str:
        heirs = self._heirs(name, side)
        if heirs:
            return f"{', '.join(heir.name for heir in heirs)} is answered already, and counts"
        return VariableNames(self._new, side).why_unknown(name)

    # defaults and questions

    def _compare(self, before: Setting, after: Setting) -> None:
        """A default that changed: shown, and where it matters the old one written down."""
        for context in self._contexts(after):
            old = View(self._old, self._before.answers, context, self._before.memory)
            full = full_key(after.key, after.scope, context)
            given = self._answers.get(full)
            was = old.default(before)
            now = View(self._new, self._answers, context).default(after)
            if format_value(was) == format_value(now) or after.kind == "json":
                continue
            kept = "yours" if given else "new"
            value: Value = given.value if given else now
            if given is None and old.applies(before.key):
                kept, value = "pinned", was
                self._answers.put(full, Given(was, "imported"))
            self._report.changed_defaults.append(
                ChangedDefault(
                    full, after.title, format_value(was), format_value(now),
                    format_value(value), kept, self._new.release,
                )
            )  # fmt: skip

    def _tell_new(self, setting: Setting) -> None:
        if setting.level in ("debug", "deprecated"):
            return
        names = tuple(v.name for side in self._uses for v in setting.variables(side))
        for context in self._contexts(setting):
            full = full_key(setting.key, setting.scope, context)
            if self._answers.get(full) is not None:
                continue
            view = View(self._new, self._answers, context)
            needs = view.required(setting.key)
            self._report.settings.append(
                NewSetting(
                    full, setting.title, view.text(setting.key), needs,
                    view.applies(setting.key), names, self._new.release,
                )
            )  # fmt: skip

    def _contexts(self, setting: Setting) -> Iterator[Context]:
        answers = self._before.answers
        home = Context(answers.scale_sets[0])
        if setting.scope == "factory":
            yield home
        for scale_set in answers.scale_sets:
            if setting.scope == "scale_set":
                yield Context(scale_set)
            elif setting.scope == "environment":
                yield from (Context(scale_set, name) for name in ENVIRONMENTS)
        if setting.scope == "project":
            for project in answers.projects:
                yield self._before.at(project=project).context

    def _view_at(self, full: str) -> View:
        place = split_key(full)
        if place.project:
            return self._before.at(project=place.project)
        return self._before.at(scale_set=place.scale_set, environment=place.environment)

    # words

    def _tell_names(self, before: Setting, after: Setting, given: Given) -> None:
        for side in self._uses:
            there = tuple(v.name for v in before.variables(side) if v.in_template)
            here = tuple(v.name for v in after.variables(side) if v.in_template)
            for name in there:
                if here and name not in here:
                    self._tell_moved(name, here, given)

    def _tell_moved(self, name: str, to: tuple[str, ...], given: Given) -> None:
        moved = Moved(name, to, format_value(given.value), self._new.release)
        if moved not in self._report.moved:
            self._report.moved.append(moved)
