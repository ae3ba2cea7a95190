"""Where the facts of an explanation were read, as lines to print."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.catalog.provenance import load_provenance

HEADING = "Read from"


def lines(sources: Iterable[str]) -> tuple[str, ...]:
    """A line for each place, with the ids that name it; the title where there is no place.

    Raises UnknownSource as ``Provenance.origins`` does.
    """
    ids: dict[str, list[str]] = {}
    for origin in load_provenance().origins(sources):
        for text in map(str, origin.read or (origin.title,)):
            ids.setdefault(text, []).extend([origin.id] if origin.id and origin.read else [])
    return tuple(f"{text} [{', '.join(named)}]" if named else text for text, named in ids.items())
