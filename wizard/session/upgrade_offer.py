"""Whether a later release is offered for what is there, and what an upgrade does in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wizard.catalog.load import releases
from wizard.model.context import split_key
from wizard.session.about import NOTHING, Part
from wizard.session.opening import Opened
from wizard.session.pages import label_of
from wizard.session.upgrade_telling import is_retired
from wizard.upgrade.way import number

if TYPE_CHECKING:
    from wizard.session.upgrading import Upgrade
    from wizard.upgrade.report import NewSetting

_WHOSE = {
    "yours": "your answer",
    "pinned": "a factory may stand on it",
    "on the way": "the default of a release on the way",
}


def release_offered(opened: Opened) -> str:
    """The release to which this repository can be brought, "" for none.

    The submodule's where that is ahead of the answers, for the pipelines run it; else the latest
    that there is a catalogue for.
    """
    here = opened.session.catalog.release
    if opened.is_new:
        return ""
    known = releases()
    ahead = [name for name in known if number(name) > number(here)]
    there = opened.layout.submodule.release
    return there if there in ahead else ahead[-1] if ahead else ""


def why_offered(opened: Opened) -> str:
    """What speaks for the offered release, in words."""
    here, there = opened.session.catalog.release, opened.layout.submodule.release
    if there and there != here and there == release_offered(opened):
        return f"the submodule stands there already; these answers are for {here}"
    return f"from {here}; shows first what is new, changed and gone"


def upgrade_in_words(upgrade: Upgrade) -> list[Part]:
    """What moves, which defaults change, what is new and gone, most important first."""
    report = upgrade.report
    quiet = sum(not entry.asked for entry in report.settings)
    asked = [entry for entry in report.settings if entry.asked]
    new = [f"{_label(upgrade, e.key, e.title)}: {_value(upgrade, e)}" for e in asked]
    if quiet:
        new.append(f"and {quiet} that have no effect here")
    parts = [
        Part("Renamed", tuple(f"{m.old} → {', '.join(m.to)} = {m.value or NOTHING}"
                              for m in report.moved)),
        Part("Known now", tuple(f"{m.old} → {m.to[0]} = {m.value or NOTHING}"
                                for m in report.taken_up)),
        Part("Defaults that are others now", tuple(_defaults(upgrade, kept=False))),
        Part("Stays, though the default is another one now", tuple(_defaults(upgrade, kept=True))),
        Part("Kept, and the new release finds fault with it", tuple(
            f"{d.code} {d.message} {d.remedy}" for d in report.decisions)),
        Part("Gone", tuple(f"{', '.join(r.names) or r.key} = {r.value or NOTHING}; {r.why}"
                           for r in report.removed)),
        Part("To delete on GitHub", tuple(_deletions(upgrade))),
        Part("New", tuple(new)),
    ]  # fmt: skip
    return [part for part in parts if part.lines]


def _defaults(upgrade: Upgrade, *, kept: bool) -> Iterator[str]:
    """What stays, with why, or what the new default takes the place of."""
    for entry in upgrade.report.changed_defaults:
        if (entry.kept != "new") is not kept:
            continue
        values = f"{entry.old or NOTHING} → {entry.new or NOTHING}"
        title = _label(upgrade, entry.key, entry.title)
        if kept:
            yield f"{title}: {entry.value or NOTHING}, {_WHOSE[entry.kept]}; default {values}"
        else:
            yield f"{title}: {values}"


def _value(upgrade: Upgrade, entry: NewSetting) -> str:
    setting = upgrade.session.catalog.settings[split_key(entry.key).key]
    value = entry.value or NOTHING
    return f"{value}, the default of something retired" if is_retired(setting) else value


def _label(upgrade: Upgrade, full: str, title: str) -> str:
    known = split_key(full).key in upgrade.session.catalog.settings
    return label_of(upgrade.session, full) if known else title


def _deletions(upgrade: Upgrade) -> Iterator[str]:
    names = {name for _, name in upgrade.report.delete}
    places = ", ".join(dict.fromkeys(place for place, _ in upgrade.report.delete))
    if names:
        yield (
            f"{len(names)} old variables of the environments {places}, which would win over those "
            "of the repository; the files for gh have the commands"
        )
