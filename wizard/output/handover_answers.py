"""Parts of the hand-over report that tell answers: given, defaulted, not honoured, found wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wizard.catalog.setting import Orchestrator, Scope, Setting
from wizard.delivery.trace import effect_of, has_effect
from wizard.model.answer_writing import goes_without_saying
from wizard.model.answers import Given
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.output.document import Block, Mono, Pieces, bullets, paragraph, table
from wizard.rules.finding import Finding

NAMES: dict[Orchestrator, str] = {"github": "GitHub Actions", "azure-devops": "Azure DevOps"}
_LONGEST = 90
"""Characters of a default in a table; composed ones, such as tags, stand whole in the files."""


def answer_blocks(view: View, scopes: tuple[Scope, ...]) -> Iterator[Block]:
    """What was answered in these scopes, where the question applies."""
    rows = []
    for setting in view.catalog.settings.values():
        if setting.scope not in scopes:
            continue
        for place in _places(view, setting):
            given = _decided(place, setting.key)
            if given is not None and place.applies(setting.key):
                shown = _shown(format_value(given.value))
                rows.append((setting.title, Mono(place.full_key(setting.key)), shown))
    yield _or_none(("decision", "key", "value"), rows)


def default_blocks(view: View, orchestrators: tuple[Orchestrator, ...]) -> Iterator[Block]:
    """Defaults that are not the vendor's, with the reason."""
    rows = []
    for setting in view.catalog.settings.values():
        if not setting.default_why or setting.scope == "environment" or not _places(view, setting):
            continue
        if _decided(view, setting.key) is None and view.applies(setting.key):
            ours = view.text(setting.key)
            shipped = [_shipped(setting, name) for name in orchestrators]
            if any(text != ours for text in shipped):
                theirs = joined(map(_brief, shipped), " / ")
                rows.append((Mono(setting.key), _shown(_brief(ours)), theirs, setting.default_why))
    yield _or_none(("setting", "ours", "the template's", "why"), rows)


def joined(texts: Iterable[str], between: str = ", ") -> Pieces:
    """Texts to be read letter by letter, on one line."""
    pieces: list[str] = []
    for text in texts:
        pieces += [between] if pieces else []
        pieces.append(_shown(text))
    return tuple(pieces)


def _shown(text: str) -> str:
    return Mono(text) if text else "(nothing)"


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _shipped(setting: Setting, orchestrator: Orchestrator) -> str:
    if orchestrator == "github":
        return setting.template_default_github or ""
    return setting.template_default_azure_devops or ""


def unheard_blocks(view: View, orchestrators: tuple[Orchestrator, ...]) -> Iterator[Block]:
    """Where the pipelines do less than was answered, or nothing; and what services lack."""
    lines: list[str] = []
    for setting in view.catalog.settings.values():
        for place in _places(view, setting)[:1]:
            if _decided(place, setting.key) is None or not place.applies(setting.key):
                continue
            for name in orchestrators:
                if setting.variables(name) and not has_effect(setting, name):
                    lines.append(f"{setting.title} on {NAMES[name]}: {effect_of(setting, name)}.")
                lines += [
                    f"{setting.title}: {short.text}"
                    for short in setting.falls_short
                    if short.orchestrator in (name, "both") and place.holds(short.when)
                ]
    for service in view.catalog.services.values() if view.context.project else ():
        if view.holds(service.on):
            lines += [
                f"{service.title}: {short.text}"
                for short in service.falls_short
                if short.orchestrator in (*orchestrators, "both") and view.holds(short.when)
            ]
    yield bullets(dict.fromkeys(lines)) if lines else paragraph("Nothing that was chosen.")


def finding_blocks(findings: Iterable[Finding]) -> Iterator[Block]:
    """What is wrong, the worst first."""
    rows = [
        (f"{finding.severity} {finding.code}", f"{finding.message} {finding.remedy}".strip())
        for finding in findings
    ]
    yield _or_none(("finding", "what and what helps"), list(dict.fromkeys(rows)))


def _decided(view: View, key: str) -> Given | None:
    """An answer that the workspace keeps: the report is the same when it is made again from it."""
    given = view.given(key)
    kept = given is not None and not goes_without_saying(view.catalog, key, given.value)
    return given if kept else None


def _or_none(headings: tuple[str, ...], rows: Sequence[tuple[str | Pieces, ...]]) -> Block:
    return table(headings, rows) if rows else paragraph("None.")


def _places(view: View, setting: Setting) -> list[View]:
    if setting.scope == "project" and view.context.project is None:
        return []
    if setting.scope != "environment":
        return [view]
    return [view.at(environment=name) for name in view.environments]
