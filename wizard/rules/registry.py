"""The registry of rules and how they are run.

A rule is a generator over one ``View``. Its scope says how often it runs: once per factory,
scale set, environment in use, project, or project and environment in use. Rules of scope
``answer`` look at one given answer at a time, in the place where it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.context import split_key
from wizard.model.view import View
from wizard.rules.finding import Finding, Fix, Problem, Severity

RuleScope = Literal[
    "factory",
    "scale_set",
    "environment",
    "project",
    "project_environment",
    "answer",
    "file",
    "azure",
]
RuleFunction = Callable[[View], Iterator[Problem]]
AnswerFunction = Callable[[View, Setting, Given], Iterator[Problem]]
Changes = Mapping[str, Any]


class Rule(NamedTuple):
    """One rule: code ("NET101"), scope, usual severity, and what ``explain`` shows.

    ``bad`` and ``good`` are changes to the example answers (short keys, environment keys as
    ``environments.stage.…``, other projects as ``projects.002.…``): the rule fires on the first
    and is silent on the second. Rules of scope ``answer`` have ``check_answer`` instead of
    ``check``. Rules of scope ``file`` and ``azure`` have no function: they are raised where a file
    is read, or something is looked up in Azure, and only described here, with an ``example`` of
    what they say.
    """

    code: str
    scope: RuleScope
    severity: Severity
    title: str
    explain: str
    sources: tuple[str, ...] = ()
    bad: Changes = MappingProxyType({})
    good: Changes = MappingProxyType({})
    check: RuleFunction | None = None
    check_answer: AnswerFunction | None = None
    hidden: bool = False
    """Whether an ``answer`` rule also looks at answers whose question does not apply."""
    example: str = ""


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    scope: RuleScope,
    severity: Severity,
    title: str,
    *,
    explain: str,
    sources: tuple[str, ...] = (),
    bad: Changes | None = None,
    good: Changes | None = None,
) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated generator as a rule."""

    def register(check: RuleFunction) -> RuleFunction:
        _add(Rule(code, scope, severity, title, explain, sources, bad or {}, good or {}, check))
        return check

    return register


def answer_rule(
    code: str,
    severity: Severity,
    title: str,
    *,
    explain: str,
    sources: tuple[str, ...] = (),
    bad: Changes | None = None,
    good: Changes | None = None,
    hidden: bool = False,
) -> Callable[[AnswerFunction], AnswerFunction]:
    """Register the decorated generator as a rule that looks at each given answer by itself."""

    def register(check: AnswerFunction) -> AnswerFunction:
        _add(Rule(code, "answer", severity, title, explain, sources, bad or {}, good or {},
                  check_answer=check, hidden=hidden))  # fmt: skip
        return check

    return register


def describe(
    code: str,
    severity: Severity,
    title: str,
    *,
    explain: str,
    sources: tuple[str, ...] = (),
    scope: RuleScope = "file",
    example: str = "",
) -> str:
    """Register a finding that no function of this room raises, and return its code."""
    _add(Rule(code, scope, severity, title, explain, sources, example=example))
    return code


def _add(added: Rule) -> None:
    if added.code in RULES:
        raise ValueError(f"rule {added.code} is registered twice")
    RULES[added.code] = added


def load_rules() -> dict[str, Rule]:
    """All rules by code; imports the modules that register them."""
    from wizard.rules import book

    book.load()
    return RULES


def run_rules(view: View, scopes: tuple[RuleScope, ...]) -> Iterator[Finding]:
    """Run the rules of some scopes on one view (its context must fit the scopes)."""
    for candidate in load_rules().values():
        if candidate.check is not None and candidate.scope in scopes:
            for problem in candidate.check(view):
                if _is_asked(view, problem.keys[0]):
                    yield _finding(view, candidate, problem)


def answer_findings(view: View, owner: str) -> Iterator[Finding]:
    """What is wrong with single answers of one owner (see ``Answers.of``)."""
    rules = [found for found in load_rules().values() if found.check_answer is not None]
    for full, given in view.answers.of(owner):
        place = split_key(full)
        setting = view.catalog.settings.get(place.key)
        if setting is None:
            continue
        there = view.at(scale_set=place.scale_set, environment=place.environment)
        applies = there.holds(setting.applies_when)
        for candidate in rules:
            if candidate.check_answer is not None and (applies or candidate.hidden):
                for problem in candidate.check_answer(there, setting, given):
                    yield _finding(there, candidate, problem)


def factory_findings(view: View) -> Iterator[Finding]:
    """What concerns the factory as a whole."""
    yield from answer_findings(view, "")
    yield from run_rules(view, ("factory",))


def scale_set_findings(view: View) -> Iterator[Finding]:
    """What concerns one scale set and its environments in use."""
    yield from answer_findings(view, f"scale_sets.{view.context.scale_set}")
    yield from run_rules(view, ("scale_set",))
    for environment in view.environments:
        yield from run_rules(view.at(environment=environment), ("environment",))


def project_findings(view: View) -> Iterator[Finding]:
    """What concerns one project (the view's), in each environment in use."""
    yield from answer_findings(view, f"projects.{view.context.project}")
    yield from run_rules(view, ("project",))
    for environment in view.environments:
        yield from run_rules(view.at(environment=environment), ("project_environment",))


def _finding(view: View, source: Rule, problem: Problem) -> Finding:
    asked = [key for key in problem.keys if _is_asked(view, key)]
    keys = tuple(dict.fromkeys(_full(view, key) for key in asked))
    given = next((found for key in keys if (found := view.answers.get(key))), None)
    path, line = _origin(given)
    return Finding(
        code=source.code,
        severity=problem.severity or source.severity,
        keys=keys,
        message=problem.message,
        remedy=problem.remedy,
        fixes=tuple(
            Fix(_full(view, key), value)
            for key, value in problem.set.items()
            if _is_asked(view, key)
        ),
        file=path,
        line=line,
    )


def _is_asked(view: View, key: str) -> bool:
    """Whether the release has the question, or a file the name; what else could anybody mend?"""
    settings = view.catalog.settings
    return key in settings or split_key(key).key in settings or key in view.answers.unknown


def _full(view: View, key: str) -> str:
    if split_key(key).scope != "factory" or key not in view.catalog.settings:
        return key
    return view.full_key(key)


def _origin(given: Given | None) -> tuple[str | None, int | None]:
    return (given.path, given.line) if given else (None, None)


def sort_findings(findings: Iterator[Finding] | list[Finding]) -> list[Finding]:
    """Errors first, then by code and key; equal findings once."""
    order = {"error": 0, "warning": 1, "note": 2}
    unique = dict.fromkeys((f.code, f.keys, f.message, f) for f in findings)
    return [
        entry[3] for entry in sorted(unique, key=lambda e: (order[e[3].severity], e[0], e[1], e[2]))
    ]
