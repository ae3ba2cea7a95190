"""The AI Factory release that a repository is on, told without reading its answers."""

from __future__ import annotations

from wizard.catalog.load import DEFAULT_RELEASE, releases
from wizard.store.layout import FACTORY_FILE, Layout
from wizard.store.reading import FileState, read_file


def release_of(layout: Layout) -> str:
    """The release that the workspace names, else the submodule's, else the usual one.

    Raises:
        StoreError: the workspace cannot be read.
    """
    named = names_its_release(layout) or layout.submodule.release
    return named if named in releases() else DEFAULT_RELEASE


def names_its_release(layout: Layout) -> str | None:
    """The release that the workspace names, when there is a catalogue for it.

    Raises:
        StoreError: the workspace cannot be read.
    """
    path = layout.workspace / FACTORY_FILE
    if not path.is_file():
        return None
    return release_named_in(read_file(path, shown=layout.shown(path), within=layout.root))


def release_named_in(state: FileState) -> str | None:
    """The release that an answers file names, when there is a catalogue for it."""
    for line in state.text.text.splitlines():
        name, _, value = line.partition(":")
        if name.strip().strip("\"'") == "release":
            text = value.split("#")[0].strip(" \t,\"'")
            return text if text in releases() else None
    return None
