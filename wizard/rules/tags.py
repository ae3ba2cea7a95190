"""Tags: valid JSON, within Azure's limits, and still true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.json_values import json_in
from wizard.rules.registry import rule
from wizard.rules.wording import listed, named, shown

_MACRO = re.compile(r"\$\([A-Za-z0-9_.-]+\)")
_FREE = {"CostCenter", "Description", "AIF-Project Owners", "Owner"}
"""Tags whose text is the team's own; the others repeat settings."""


def _given(view: View, key: str) -> str | None:
    """The tags that somebody wrote, None where they are composed."""
    given = view.given(key)
    return None if given is None else format_value(given.value)


def _shape(view: View, key: str) -> Iterator[Problem]:
    text = view.text(key)
    title = named(view, view.catalog[key])
    compose = "Remove your own text, and the tags are composed from your answers."
    if "'" in text:
        yield Problem(
            (key,), f"{title} holds a single quote, which ends the text in the pipelines' scripts.",
            "Write it without.", set={key: text.replace("'", "")},
        )  # fmt: skip
    tags = json_in(text)
    if not isinstance(tags, dict):
        yield Problem(
            (key,), f"{title} is no JSON object: {shown(text)}.",
            f'Write one line such as {{"CostCenter":"4711"}}. {compose}', set={key: None},
        )  # fmt: skip
        return
    others = sorted(str(name) for name, value in tags.items() if not isinstance(value, str))
    if others:
        yield Problem(
            (key,), f"{title} has values that are no texts: {listed(map(shown, others))}. Azure "
            "takes texts only.", 'Put the values in quotes, such as "true".',
        )  # fmt: skip
    yield from _limits(view, key, title, tags)


def _limits(view: View, key: str, title: str, tags: dict[str, Any]) -> Iterator[Problem]:
    rows = {row["id"]: row for row in view.catalog.tables["limits"]["azure"]}
    most = rows["tags_per_resource"]["limit"]
    if len(tags) > most:
        yield Problem(
            (key,), f"{title} has {len(tags)} tags; a resource takes {most}.",
            f"Remove {len(tags) - most}.",
        )  # fmt: skip
    forbidden = set(rows["tag_name"]["forbidden"])
    for name, value in tags.items():
        over = []
        if not name or set(name) & forbidden:
            over.append(f"a name with one of {' '.join(sorted(forbidden))}, or without letters")
        if len(name) > rows["tag_name_storage"]["limit"]:
            over.append(
                f"a name of {len(name)} characters (storage accounts take "
                f"{rows['tag_name_storage']['limit']}, others {rows['tag_name']['limit']})"
            )
        if len(format_value(str(value))) > rows["tag_value"]["limit"]:
            over.append(f"a value of {len(str(value))} characters (at most "
                        f"{rows['tag_value']['limit']})")  # fmt: skip
        if over:
            yield Problem(
                (key,),
                f"{title}: the tag {shown(name)} has {listed(over)}.",
                "Shorten or rename it.",
            )


_SHAPE = (
    "Tags reach the templates as an object: one line of JSON with texts as values. The pipelines "
    "put it between single quotes in a shell, so it cannot hold one. Azure takes 50 tags of a "
    "resource, names of 512 characters (128 on storage accounts) and values of 256."
)


@rule(
    "TAG101",
    "scale_set",
    "error",
    "The tags of the common resources are not usable",
    explain=_SHAPE,
    sources=("R-166", "R-168", "R-172", "D89", "bicep-defects 4.14", "bicep-steps 4"),
    bad={"tags.common": '{"CostCenter":4711}'},
    good={"tags.common": '{"CostCenter":"4711"}'},
)
def _common(view: View) -> Iterator[Problem]:
    yield from _shape(view, "tags.common")


@rule(
    "TAG102",
    "project",
    "error",
    "The tags of the project are not usable",
    explain=_SHAPE,
    sources=("R-166", "R-168", "R-172", "D89", "bicep-steps 4"),
    bad={"tags.project": '["CostCenter"]'},
    good={"tags.project": '{"CostCenter":"4711"}'},
)
def _project(view: View) -> Iterator[Problem]:
    yield from _shape(view, "tags.project")


def _stale(view: View, key: str) -> Iterator[Problem]:
    text = _given(view, key)
    mine = json_in(text) if text is not None else None
    if text is None or not isinstance(mine, dict):
        return
    macros = _MACRO.findall(text)
    on_github = any(view.lookup("on_github"))
    if macros and on_github:
        yield Problem(
            (key,),
            f"{named(view, view.catalog[key])} holds {shown(macros[0])}: GitHub fills in no such "
            "macros, and the text would stand in Azure as it is.",
            "Remove your own text, and the tags are composed from your answers.",
            set={key: None},
        )
    yield from _contradictions(view, key, mine)


def _contradictions(view: View, key: str, mine: dict[str, Any]) -> Iterator[Problem]:
    true = json_in(format_value(view.default(view.catalog[key])))
    if not isinstance(true, dict):
        return
    wrong = [
        f"{name} says {shown(str(mine[name]))} instead of {shown(value)}"
        for name, value in true.items()
        if name in mine and name not in _FREE and str(mine[name]) != value
        and not (_MACRO.search(str(mine[name])) or _MACRO.search(value))
    ]  # fmt: skip
    fixed = _fixed_texts(mine, true)
    if wrong or fixed:
        what = wrong or [f"{name} is a fixed text" for name in fixed]
        yield Problem(
            (key,),
            f"{named(view, view.catalog[key])} contradicts other answers, or will: {listed(what)}.",
            "Remove your own text, and the tags are composed from your answers.",
            set={key: None},
        )


def _fixed_texts(mine: dict[str, Any], true: dict[str, Any]) -> list[str]:
    """Tags that a pipeline would fill in, given as a fixed text."""
    return [
        name
        for name, value in true.items()
        if name in mine and name not in _FREE
        and _MACRO.search(value) and not _MACRO.search(str(mine[name]))
    ]  # fmt: skip


_STALE = (
    "The vendor's tags repeat a dozen settings: version, branch, networking mode, suffix, "
    "project number. On GitHub they are a fixed text, and lie as soon as one of these changes; "
    "the text for projects says dev in stage and prod, too. On Azure DevOps the pipeline fills "
    "them in, as long as the macros are kept. Composed from your answers, they stay true."
)


@rule(
    "TAG201",
    "scale_set",
    "warning",
    "The tags of the common resources contradict the settings",
    explain=_STALE,
    sources=("R-167", "D40", "demand 63"),
    bad={"tags.common": '{"CostCenter":"1","AIF-Networking":"true,true,true"}'},
    good={"tags.common": '{"CostCenter":"1","AIF-Networking":"false,false,false"}'},
)
def _stale_common(view: View) -> Iterator[Problem]:
    yield from _stale(view, "tags.common")


@rule(
    "TAG202",
    "project",
    "warning",
    "The tags of the project contradict the settings",
    explain=_STALE,
    sources=("R-167", "D40", "demand 63"),
    bad={"tags.project": '{"CostCenter":"1","AIFactory project":"002"}'},
    good={"tags.project": '{"CostCenter":"1","AIFactory project":"001"}'},
)
def _stale_project(view: View) -> Iterator[Problem]:
    yield from _stale(view, "tags.project")
