"""People, groups and service principals that the answers name, as Entra ID knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wizard.azure.noted import Notes, found
from wizard.azure.people_by_name import name_notes
from wizard.azure.reader import Answer, Reader
from wizard.azure.requests_allowed import ask_directory, of_graph
from wizard.azure.shapes import rows, text
from wizard.azure.unknown import Unknown
from wizard.model.view import View
from wizard.rules.finding import Finding

_AT_ONCE = 500
_PERSONAS = ("personas.esml_groups", "personas.genai_groups", "personas.core_team_groups")
_TITLES = {
    "group": "a group",
    "user": "a user",
    "servicePrincipal": "a service principal",
    "application": "an app registration",
}


class Named(NamedTuple):
    """An object id in the answers: where it stands, and of which kind it has to be."""

    key: str
    id: str
    kind: str
    application: str = ""


def named_ids(view: View) -> Iterator[Named]:
    """Every object id that the factory and the view's project name."""
    for key, application in _applications(view):
        if view.applies(key) and not view.is_blank(key):
            yield Named(view.full_key(key), view.text(key).strip().lower(),
                        "servicePrincipal", application)  # fmt: skip
    for key in _PERSONAS:
        if key in view.catalog.settings and view.applies(key) and _fits(view, key):
            for entry in view.items(key):
                yield Named(view.full_key(key), entry.lower(), "group")
    if view.context.project:
        kind = "group" if view.is_on("team.use_groups") else "user"
        for entry in view.items("team.member_object_ids"):
            yield Named(view.full_key("team.member_object_ids"), entry.lower(), kind)


def _fits(view: View, key: str) -> bool:
    return view.catalog.settings[key].scope != "project" or view.context.project is not None


def _applications(view: View) -> Iterator[tuple[str, str]]:
    """Settings that want the service principal of one of Microsoft's own applications."""
    for row in view.catalog.tables["well_known_ids"]["ids"]:
        if row["kind"] == "application" and row["id_of"] in view.catalog.settings:
            yield row["id_of"], row["id"]


def principal_notes(reader: Reader, view: View) -> Notes:
    """The object ids of the factory and all its projects.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    named = list(named_ids(view))
    for project in view.projects:
        named += [one for one in named_ids(view.at(project=project)) if one not in named]
    named = [one for one in named if _is_guid(one.id)]
    known = objects_by_id(reader, [one.id for one in named]) if named else {}
    for one in named:
        there = known.get(one.id)
        if there is None:
            yield _missing(reader, view, one)
        else:
            yield from _kind(reader, view, one, there)
    for project in view.projects:
        yield from name_notes(reader, view.at(project=project), known)


def _is_guid(text_: str) -> bool:
    digits = text_.replace("-", "")
    return [len(group) for group in text_.split("-")] == [8, 4, 4, 4, 12] and all(
        digit in "0123456789abcdef" for digit in digits
    )


def objects_by_id(reader: Reader, ids: list[str]) -> dict[str, Answer]:
    """What Entra ID knows under these ids, in lower case; unknown ones are left out.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    known: dict[str, Answer] = {}
    unique = sorted(set(ids))
    for start in range(0, len(unique), _AT_ONCE):
        answer = reader.one(ask_directory(unique[start : start + _AT_ONCE]))
        known |= {text(row, "id").lower(): dict(row) for row in rows(answer, "value")}
    return known


def kind_of(there: Mapping[str, Any]) -> str:
    """The kind of an object: group, user, servicePrincipal, application."""
    return text(there, "@odata.type").rpartition(".")[2]


def _missing(reader: Reader, view: View, one: Named) -> Finding:
    right, title = _right_principal(reader, one)
    remedy = "It is the object id that belongs here, of an object in the factory's tenant."
    message = f"Entra ID knows no object {one.id}."
    if one.application == one.id:
        message = f"{one.id} is an application id; the object id in your tenant is wanted."
    if right:
        remedy = f"The object id of {title} in your tenant is {right}."
    return found(
        view, "AZR161", (one.key,), message, remedy, fixes={one.key: right} if right else None
    )


def _kind(reader: Reader, view: View, one: Named, there: Mapping[str, Any]) -> Iterator[Finding]:
    kind = kind_of(there)
    name = text(there, "displayName") or one.id
    if kind and kind != one.kind:
        right, _ = _right_principal(reader, one)
        wanted = _TITLES[one.kind]
        remedy = f"Give the object id of {wanted} here."
        if kind == "application":
            remedy = "Take the object id from the enterprise applications, not the registration's."
        if one.key.endswith("team.member_object_ids") and kind in ("user", "group"):
            remedy = f"Give {wanted}, or change whether members are groups."
        yield found(
            view, "AZR162", (one.key,),
            f"{name} ({one.id}) is {_TITLES.get(kind, kind)}, and {wanted} is wanted.", remedy,
            fixes={one.key: right} if right else None,
        )  # fmt: skip
    elif one.application and text(there, "appId").lower() not in ("", one.application):
        right, title = _right_principal(reader, one)
        yield found(
            view, "AZR162", (one.key,), f"{one.id} is the service principal of {name}, not the one "
            "of Microsoft's application that is wanted.",
            f"The object id of {title} in your tenant is {right}." if right else
            "Take the one of the application that the setting names.",
            fixes={one.key: right} if right else None,
        )  # fmt: skip


def _right_principal(reader: Reader, one: Named) -> tuple[str, str]:
    """Object id and name of the service principal that a setting wants, "" when not known."""
    if not one.application:
        return "", ""
    try:
        answer = reader.one(of_graph(f"/servicePrincipals(appId='{one.application}')",
                                     select="id,displayName,appId"))  # fmt: skip
    except Unknown:
        return "", ""
    return text(answer, "id").lower(), text(answer, "displayName")
