"""Object ids of members whose e-mail or group name is answered, and whose id is not, or wrong."""

from __future__ import annotations

from collections.abc import Collection

from wizard.azure.noted import Notes, found
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import Get, of_graph
from wizard.azure.shapes import text
from wizard.model.view import View

IDS, NAMES = "team.member_object_ids", "team.member_emails"
_MOST = 20
"""Names that are asked for in one project; more than that nobody answers by hand."""


def name_notes(reader: Reader, view: View, known: Collection[str]) -> Notes:
    """What Entra ID calls the members of the view's project, where their ids are not ``known``.

    Names and ids stand in the same order. A name that fits several objects, or none, is passed
    over.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    names = [name for name in view.items(NAMES) if "<" not in name][:_MOST]
    ids = [one.lower() for one in view.items(IDS)]
    meant = list(ids)
    told = []
    for place, name in enumerate(names):
        if place < len(ids) and ids[place] in known:
            continue
        right = object_named(reader, name, groups=view.is_on("team.use_groups"))
        if right and place <= len(meant) and right not in meant:
            meant[place : place + 1] = [right]
            told.append(f"{name} is {right}")
    if told:
        yield found(
            view, "AZR163", (IDS, NAMES),
            f"By their names Entra ID knows members of project {view.context.project}: "
            f"{', '.join(told)}.",
            "Take over the object ids, if these are the people or groups that are meant.",
            fixes={IDS: ",".join(meant)},
        )  # fmt: skip


def object_named(reader: Reader, name: str, *, groups: bool) -> str:
    """The object id of the one group or user of a name or e-mail address, "" otherwise.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    rows = reader.items(_query(name, groups=groups))
    found_ids = {text(row, "id").lower() for row in rows} - {""}
    return found_ids.pop() if len(found_ids) == 1 else ""


def _query(name: str, *, groups: bool) -> Get:
    quoted = "'" + name.replace("'", "''") + "'"
    kind, first = ("groups", "displayName") if groups else ("users", "userPrincipalName")
    return of_graph(
        f"/{kind}", filter=f"{first} eq {quoted} or mail eq {quoted}", select="id,displayName"
    )
