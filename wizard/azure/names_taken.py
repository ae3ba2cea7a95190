"""Names that somebody has already: in use elsewhere, or kept by something deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wizard.azure.name_questions import NameQuestion, is_taken, name_questions
from wizard.azure.noted import Gap, Notes, environment_of, found, subscription_of
from wizard.azure.reader import Answer, Reader
from wizard.azure.requests_allowed import of_subscription
from wizard.azure.shapes import group_of, last_of, text
from wizard.azure.unknown import Unknown
from wizard.catalog.catalog import Catalog
from wizard.model.view import View
from wizard.naming.names import Name, environment_names, project_names
from wizard.rules.finding import Finding


class Kept(NamedTuple):
    """A kind of resource that keeps its name after deletion, and where deleted ones are listed.

    A row of ``kept`` in unique_names.yaml.
    """

    kind: str
    title: str
    path: str
    version: str
    purge: str


def kept_kinds(catalog: Catalog) -> list[Kept]:
    """The kinds that keep their names."""
    return [Kept(**row) for row in catalog.tables["unique_names"]["kept"]]


def all_names(view: View) -> Iterator[Name]:
    """The names of an environment and its projects that are known before a run."""
    found_names = [*environment_names(view)]
    for project in view.projects:
        found_names += project_names(view.at(project=project))
    return (name for name in found_names if name.known == "now" and name.ok)


def deleted_notes(reader: Reader, view: View) -> Notes:
    """Deleted resources that still keep a name of the factory.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    subscription = subscription_of(view)
    names = [*all_names(view)]
    for kept in kept_kinds(view.catalog):
        wanted = {name.name.lower(): name for name in names if name.kind == kept.kind}
        if not wanted:
            continue
        try:
            deleted = _deleted(reader, subscription, kept)
        except Unknown as unknown:
            keys = (view.full_key("subscription_id"),)
            yield Gap(f"deleted {kept.title} of {environment_of(view)}", unknown, keys)
            continue
        for real, row in deleted:
            if real in wanted:
                yield _keeps_its_name(view, kept, wanted[real], row)


def _deleted(reader: Reader, subscription: str, kept: Kept) -> list[tuple[str, Answer]]:
    """Names of deleted resources in lower case, each with what is listed of it."""
    rows = reader.items(of_subscription(subscription, kept.path, kept.version))
    return [
        ((last_of(text(row, "properties", "vaultId")) or text(row, "name")).lower(), row)
        for row in rows
    ]


def _keeps_its_name(view: View, kept: Kept, name: Name, row: Answer) -> Finding:
    remedy = kept.purge.format(
        name=name.name,
        location=text(row, "location") or text(row, "properties", "location"),
        group=group_of(text(row, "id")) or "GROUP",
    )
    return found(
        view, "AZR171", _keys(view, name),
        f"{name.title} {name.name} ({_where(view, name)}) was deleted, and still keeps its name.",
        f"Free it: {remedy}; or change a suffix.",
    )  # fmt: skip


def availability_notes(reader: Reader, view: View) -> Notes:
    """Names that are one in the world, and belong to somebody else.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    subscription = subscription_of(view)
    questions = name_questions(view.catalog)
    wanted = [name for name in all_names(view) if name.kind in questions]
    if not wanted:
        return
    resources = reader.items(of_subscription(subscription, "/resources", "2021-04-01"))
    own = {(text(row, "type").lower(), text(row, "name").lower()) for row in resources}
    told = _told_of_already(reader, view, {name.kind for name in wanted})
    unknown: set[str] = set()
    for name in wanted:
        question, lower = questions[name.kind], name.name.lower()
        ours = (question.resource.lower(), lower) in own
        if ours or (name.kind, lower) in told or name.kind in unknown:
            continue
        try:
            if is_taken(reader, question, subscription, name.name):
                yield _belongs_to_others(view, question, name)
        except Unknown as error:
            # Some of the questions need more than the right to read; the others are asked still.
            unknown.add(name.kind)
            keys = (view.full_key("subscription_id"),)
            yield Gap(f"taken {name.kind} names of {environment_of(view)}", error, keys)


def _belongs_to_others(view: View, question: NameQuestion, name: Name) -> Finding:
    hint = f" {question.hint}" if question.hint else ""
    return found(
        view, "AZR172", _keys(view, name),
        f"The name {name.name} ({name.title}, {_where(view, name)}) is taken, and not by anything "
        f"that you may see in this subscription.{hint}",
        "Change a prefix or suffix that is part of it.",
    )  # fmt: skip


def _told_of_already(reader: Reader, view: View, kinds: set[str]) -> set[tuple[str, str]]:
    """Kinds and names of deleted resources: other findings tell of those."""
    told: set[tuple[str, str]] = set()
    for kept in kept_kinds(view.catalog):
        if kept.kind not in kinds:
            continue
        try:
            deleted = _deleted(reader, subscription_of(view), kept)
        except Unknown:
            continue
        told |= {(kept.kind, real) for real, _ in deleted}
    return told


def _where(view: View, name: Name) -> str:
    project = f"project {name.project}, " if name.project else ""
    return f"{project}{environment_of(view)}"


def _keys(view: View, name: Name) -> tuple[str, ...]:
    there = view.at(project=name.project) if name.project else view
    known = [key for key in name.keys if key in view.catalog.settings]
    return tuple(there.full_key(key) for key in known) or (there.full_key("naming.prefix"),)
