"""Parts of an answer, taken as they come: what is not of the expected kind counts as absent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wizard.network.ranges import Cidr, read_range


def part(answer: object, *path: str) -> object:
    """What stands at a path of names; None where the path ends early."""
    here = answer
    for name in path:
        if not isinstance(here, Mapping):
            return None
        here = here.get(name)
    return here


def text(answer: object, *path: str) -> str:
    """A text on one line that no terminal takes for a command; "" when there is none."""
    found = part(answer, *path)
    return plain(found) if isinstance(found, str) else ""


def plain(found: str) -> str:
    """A text with blanks instead of what cannot be seen."""
    if found.isprintable():
        return found
    return "".join(sign if sign.isprintable() else " " for sign in found)


def number(answer: object, *path: str) -> float | None:
    """A number; None when there is none."""
    found = part(answer, *path)
    return float(found) if isinstance(found, (int, float)) and not isinstance(found, bool) else None


def flag(answer: object, *path: str) -> bool:
    """Whether something is said to be true."""
    return part(answer, *path) is True


def rows(answer: object, *path: str) -> list[Mapping[str, Any]]:
    """The objects of a list; whatever else stands in it is left out."""
    found = part(answer, *path)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def texts(answer: object, *path: str) -> tuple[str, ...]:
    """The texts of a list."""
    found = part(answer, *path)
    entries = found if isinstance(found, list) else []
    return tuple(plain(entry) for entry in entries if isinstance(entry, str))


def ranges(*lists: tuple[str, ...]) -> tuple[Cidr, ...]:
    """The IPv4 ranges among texts, each once; the AI Factory knows no others."""
    found = (read_range(entry).range for entries in lists for entry in entries)
    return tuple(dict.fromkeys(block for block in found if block is not None))


def group_of(resource_id: str) -> str:
    """The resource group in a resource's id, "" for none."""
    parts = resource_id.split("/")
    lowered = [word.lower() for word in parts]
    place = lowered.index("resourcegroups") + 1 if "resourcegroups" in lowered else len(parts)
    return parts[place] if place < len(parts) else ""


def last_of(resource_id: str) -> str:
    """The name at the end of a resource's id."""
    return resource_id.rstrip("/").rpartition("/")[2]


def same_region(one: str, other: str) -> bool:
    """Whether two names mean one region: "Sweden Central" is "swedencentral"."""
    return one.replace(" ", "").lower() == other.replace(" ", "").lower()
