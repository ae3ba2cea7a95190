"""Lists of sizes that a run tries one after the other when Azure has no capacity.

Which services have one stands in the table "compatibility", under ``lists_of_sizes``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wizard.catalog.tables import Row
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.json_values import array_in
from wizard.rules.registry import rule
from wizard.rules.where import chosen, size_parts

_SOURCES = ("v1.25 7", "deploy-capacity-resource.py@89af343d8b6fc4fa9f9acca3a570e8d94ce51bc9")


class _Tried(NamedTuple):
    """What is tried in dev, or in stage and prod: the keys of size and list, and the sizes."""

    size: str
    listed: str
    sizes: tuple[str, ...]
    most: int


@rule(
    "SKU131", "project", "error", "A chosen size is not among those to try",
    explain="With the retry on, the run takes the chosen size first and then the others of the "
    "list, and it stops when the chosen one does not stand in the list.",
    sources=_SOURCES,
    bad={"sku.ai_search.dev": "standard3"},
    good={"sku.ai_search.dev": "standard3", "search.retry": False},
)  # fmt: skip
def _chosen_is_listed(view: View) -> Iterator[Problem]:
    for tried in _all_tried(view):
        size = view.text(tried.size)
        if size and tried.sizes and size.lower() not in _folded(tried.sizes):
            yield Problem(
                (tried.listed, tried.size),
                f"{size} is chosen, but the sizes to try are {', '.join(tried.sizes)}.",
                f"Add {size} to the list, or switch the retry off.",
            )


@rule(
    "SKU133", "project", "error", "The sizes to try are none, too many, unknown, or named twice",
    explain="With the retry on, the run takes one to three different sizes to try, and stops when "
    "the list is empty, longer, names a size twice, or one that the run does not know.",
    sources=_SOURCES,
    bad={"services.postgresql": True, "sku.postgresql_list.dev": "Standard_B1ms,Standard_B1ms"},
    good={"services.postgresql": True, "databases.postgresql_retry": False,
          "sku.postgresql_list.dev": "Standard_B1ms,Standard_B1ms"},
)  # fmt: skip
def _lists_can_be_tried(view: View) -> Iterator[Problem]:
    for tried in _all_tried(view):
        title, folded = view.catalog[tried.listed].title, _folded(tried.sizes)
        known = _folded(choice.value for choice in view.catalog[tried.size].choices)
        strange = [size for size in tried.sizes if known and size.lower() not in known]
        if not 1 <= len(folded) <= tried.most or len(set(folded)) < len(folded):
            yield Problem(
                (tried.listed,),
                f'"{title}" names {", ".join(tried.sizes) or "no size"}.',
                f"Name one to {tried.most} different sizes, or switch the retry off.",
            )
        elif strange:
            yield Problem(
                (tried.listed,),
                f'"{title}" names {", ".join(strange)}, which the run does not take.',
                f"Name some of {', '.join(c.value for c in view.catalog[tried.size].choices)}.",
            )


@rule(
    "SKU132", "project", "error", "The two lists of the same sizes differ",
    explain="The sizes to try stand in the file twice, separated by commas and as a JSON array. "
    "Where one of the two is as shipped, the other counts; two different lists of your own stop "
    "the run.",
    sources=_SOURCES,
    bad={"sku.ai_search_list.dev": "basic,standard", "sku.ai_search_alias.dev": '["basic"]'},
    good={"sku.ai_search_alias.dev": '["basic"]'},
)  # fmt: skip
def _lists_are_equal(view: View) -> Iterator[Problem]:
    for row in _in_use(view):
        for part in size_parts(view) if "array" in row else ():
            array, listed = f"{row['array']}.{part}", f"{row['list']}.{part}"
            if not (chosen(view, array) and chosen(view, listed)):
                continue
            if _folded(_array(view, array)) != _folded(view.items(listed)):
                yield Problem(
                    (array, listed),
                    f"The JSON array says {view.text(array)}, the list {view.text(listed)}.",
                    "Make both equal, or leave the JSON array at its default.",
                )


def _in_use(view: View) -> Iterator[Row]:
    """The rows of services that are on and whose retry is on."""
    for row in view.catalog.tables["compatibility"].get("lists_of_sizes", ()):
        if view.is_on(row["service"]) and view.is_on(row["retry"]):
            yield row


def _all_tried(view: View) -> Iterator[_Tried]:
    for row in _in_use(view):
        for part in size_parts(view):
            size, listed = f"{row['size']}.{part}", f"{row['list']}.{part}"
            array = f"{row['array']}.{part}" if "array" in row else listed
            if array != listed and chosen(view, array) and not chosen(view, listed):
                yield _Tried(size, array, _array(view, array), row["most"])
            else:
                yield _Tried(size, listed, view.items(listed), row["most"])


def _array(view: View, key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in array_in(view.text(key)))


def _folded(sizes: Iterable[str]) -> list[str]:
    """Sizes as the run compares them: whatever their case."""
    return [size.lower() for size in sizes]
