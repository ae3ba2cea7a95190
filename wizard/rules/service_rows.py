"""Needs, exclusions and shortfalls of services.yaml, turned into problems.

A row that names a code is reported by the rule of that code (``row_rule``); all others by the
general rules of ``services``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import Lookup, condition_keys, holds, is_truthy
from wizard.catalog.setting import ORCHESTRATOR_TITLES, Shortfall
from wizard.catalog.tables import Exclusion, Need, Service
from wizard.model.view import View
from wizard.rules.finding import Problem, Severity
from wizard.rules.registry import Changes, RuleScope, rule
from wizard.rules.where import (
    assignment,
    chosen,
    either,
    fits,
    on_azure_devops,
    on_github,
    place,
    title,
)

Row = Need | Exclusion | Shortfall
Index = dict[tuple[str, str, type[Row]], list[tuple[Service, Row]]]

_SAID_AT_THE_SIZE = "D11"
"""Sizes that GitHub never passes: said once per project, and only when one was changed."""

_indexed: list[tuple[Catalog, Index]] = []


def row_rule(
    code: str,
    scope: RuleScope,
    severity: Severity,
    title: str,
    *,
    explain: str,
    sources: tuple[str, ...],
    bad: Changes,
    good: Changes | None = None,
    once: bool = False,
) -> None:
    """Register a rule that reports the rows of one code; ``once``: the first that fires."""

    def check(view: View) -> Iterator[Problem]:
        for kind in (Need, Exclusion, Shortfall):
            for problem in problems(view, scope, code, kind):
                yield problem
                if once:
                    return

    rule(code, scope, severity, title, explain=explain, sources=sources, bad=bad, good=good)(check)


def problems(view: View, scope: str, code: str, kind: type[Row]) -> Iterator[Problem]:
    """What the rows of one service scope, code and kind find in this view."""
    for service, row in _rows(view.catalog).get((scope, code, kind), ()):
        if not is_on(view, service):
            continue
        if isinstance(row, Need):
            yield from _need(view, service, row)
        elif isinstance(row, Exclusion):
            yield from _exclusion(view, service, row)
        else:
            yield from _shortfall(view, service, row)


def is_on(view: View, service: Service) -> bool:
    """Whether a service is on by answers that apply."""
    return view.holds(service.on) and holds(service.on, _applying(view))


def _rows(catalog: Catalog) -> Index:
    for known, index in _indexed:
        if known is catalog:
            return index
    index = {}
    for service in catalog.services.values():
        rows: tuple[Row, ...] = (*service.needs, *service.excludes, *service.falls_short)
        for row in rows:
            index.setdefault((service.scope, row.code, type(row)), []).append((service, row))
    _indexed[:] = [(catalog, index)]
    return index


def _applying(view: View) -> Lookup:
    """A look-up to which answers that do not apply are invisible."""

    def lookup(key: str) -> Sequence[object]:
        setting = view.catalog.settings.get(key)
        if setting is not None and setting.applies_when and not view.applies(key):
            return ()
        return view.lookup(key)

    return lookup


def _need(view: View, service: Service, need: Need) -> Iterator[Problem]:
    if not view.holds(need.when) or view.holds(need.condition):
        return
    causes = view.causes(need.condition)
    here = tuple(key for key in causes if fits(view, key))
    if here and not need.set and all(_is_asked_for(view, key) for key in here):
        return
    lacking = [title(view, key) for key in causes if not any(map(is_truthy, view.lookup(key)))]
    reasons = tuple(key for key in condition_keys(need.when) if fits(view, key))
    helps = [assignment(view, key, value) for key, value in need.set.items()]
    helps = helps or [_fill(view, key) for key in here]
    yield Problem(
        (*(key for key in need.set if fits(view, key)), *here, *reasons, *_flag(view, service)),
        f"{service.title}{place(view)}"
        + (f" lacks {' and '.join(lacking)}. " if lacking else ": ")
        + need.because,
        either(
            " and ".join(helps),
            *(f"change {title(view, key)}" for key in reasons if key not in need.set),
            f"switch {service.title} off",
        ),
        severity=need.severity,
        set={key: value for key, value in need.set.items() if fits(view, key)},
    )


def _fill(view: View, key: str) -> str:
    command = view.catalog[key].printed_by
    told = title(view, key) + (f" (this prints it: {command})" if command else "")
    return f"fill in {told}" if view.is_blank(key) else f"change {told}"


def _is_asked_for(view: View, key: str) -> bool:
    """Whether the rule for required answers reports this key already."""
    return view.is_blank(key) and view.required(key)


def _exclusion(view: View, service: Service, exclusion: Exclusion) -> Iterator[Problem]:
    if not holds(exclusion.condition, _applying(view)):
        return
    keys = tuple(
        key
        for key in dict.fromkeys(condition_keys(exclusion.condition))
        if fits(view, key) and view.applies(key) and is_truthy(view.value(key))
    )
    others = [key for key in keys if key != service.flag]
    yield Problem(
        (*others, *_flag(view, service)),
        f"{service.title}{place(view)}: {exclusion.because}",
        either(*(_taken_back(view, key) for key in others), f"switch {service.title} off"),
        severity=exclusion.severity,
    )


def _taken_back(view: View, key: str) -> str:
    if view.catalog[key].kind == "bool":
        return assignment(view, key, False)
    return f"change {title(view, key)}"


def _shortfall(view: View, service: Service, shortfall: Shortfall) -> Iterator[Problem]:
    if shortfall.source == _SAID_AT_THE_SIZE or not _in_use(view, shortfall):
        return
    if not holds(shortfall.when, _applying(view)):
        return
    keys = tuple(key for key in condition_keys(shortfall.when) if fits(view, key))
    own = [key for key in keys if key in service.settings and chosen(view, key)]
    only = "" if shortfall.orchestrator == "both" else ORCHESTRATOR_TITLES[shortfall.orchestrator]
    where = f" on {only}" if only else ""
    nothing_helps = f"No answer changes this in release {view.catalog.release}: plan for it"
    yield Problem(
        (*keys, *_flag(view, service)),
        f"{service.title}{place(view)}{where}: {shortfall.text}",
        either(
            *(f"change {title(view, key)}" for key in own),
            "" if own else nothing_helps,
            f"leave {service.title} off",
        ),
        severity=shortfall.severity,
        set={key: None for key in own},
    )


def _in_use(view: View, shortfall: Shortfall) -> bool:
    tests: dict[str, Callable[[View], bool]] = {
        "github": on_github,
        "azure-devops": on_azure_devops,
    }
    test = tests.get(shortfall.orchestrator)
    return test is None or test(view)


def _flag(view: View, service: Service) -> tuple[str, ...]:
    candidates = (service.flag,) if service.flag else tuple(condition_keys(service.on))
    return tuple(key for key in candidates if key and fits(view, key))
