"""Where the facts of the catalogue were read: what a row's ``source`` stands for.

``schemas/sources/*.yaml`` says it, and only who asks for it reads these files: ``explain``, the
documentation, and the check when the catalogue is compiled. A source is the id of a row there
("R-063", "network 7.12"), a file of the AI Factory with its line ("infra-project.yml:331",
"variables.yaml:28@release/v1.22"), or the address of a page. A text may hold several, behind
commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = "sources"
FILES = "files.yaml"
_PLACE = re.compile(r"(?P<file>[^\s:@]+)(?::(?P<lines>\d[\d,-]*))?(?:@(?P<revision>\S+))?")
_COMMIT = re.compile(r"[0-9a-f]{8,40}")
_NAMED_BY = ("key", "id", "name", "title")
_loaded: dict[Path, Provenance] = {}


class UnknownSource(ValueError):
    """A source that leads nowhere; the message says what is missing and where to add it."""


class Place(NamedTuple):
    """A file with its lines ("" for the whole), or a page; ``address`` opens it in a browser.

    ``revision`` is the branch, or "commit", ``commit`` what was read of it: both "" for a page.
    """

    text: str
    address: str
    revision: str = ""
    commit: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.state})" if self.commit else self.text

    @property
    def state(self) -> str:
        """Which state of the file was read: its lines are those of one commit."""
        if not self.commit:
            return ""
        at = " " if self.revision == "commit" else " at "
        return f"{self.revision}{at}{self.commit[:8]}"


class Origin(NamedTuple):
    """What one source stands for; ``id`` is "" where the source is a place itself."""

    id: str
    title: str
    read: tuple[Place, ...]


class OriginRow(NamedTuple):
    """A row of schemas/sources/: a short title, and places in the notation of files.yaml."""

    title: str
    read: tuple[str, ...]


@dataclass(frozen=True)
class Provenance:
    """The rows of schemas/sources/ and what their places mean."""

    repository: str
    usual: str
    revisions: dict[str, str]
    folders: list[str]
    files: dict[str, str]
    rows: dict[str, OriginRow]

    def origins(self, sources: str | Iterable[str]) -> tuple[Origin, ...]:
        """What a ``source`` stands for, each once.

        Raises:
            UnknownSource: one of them is neither an id nor a place.
        """
        return tuple(self.origin(one) for one in dict.fromkeys(parts(sources)))

    def origin(self, source: str) -> Origin:
        """What one id or place stands for; raises UnknownSource."""
        row = self.rows.get(source)
        if row is None:
            return Origin("", "", (self.place(source),))
        return Origin(source, row.title, tuple(self.place(text) for text in row.read))

    def place(self, text: str) -> Place:
        """A place in the notation of files.yaml; raises UnknownSource."""
        if text.startswith("https://"):
            return Place(text, text)
        found = _PLACE.fullmatch(text)
        path = self._path(found["file"]) if found else None
        if not found or not path:
            raise UnknownSource(
                f"nothing says what {text!r} is: add it to schemas/{FOLDER}/ with the place where "
                "it was read, or name a file of the AI Factory with its line, or a page's address"
            )
        revision = found["revision"] or self.usual
        commit = self.revisions.get(revision, revision)
        if not _COMMIT.fullmatch(commit):
            raise UnknownSource(f"{text!r}: schemas/{FOLDER}/{FILES} has no revision {revision!r}")
        lines = found["lines"] or ""
        first, _, last = lines.split(",")[0].partition("-")
        at = f"#L{first}" + (f"-L{last}" if last else "") if lines else ""
        address = f"{self.repository}/blob/{commit}/{path}{at}"
        named = revision if revision in self.revisions else "commit"
        return Place(f"{path}:{lines}" if lines else path, address, named, commit)

    def _path(self, name: str) -> str | None:
        written_out = name.split("/")[0] in self.folders
        return name if written_out else self.files.get(name)


def parts(sources: str | Iterable[str]) -> Iterator[str]:
    """The single sources of a text, or of a list of texts."""
    for text in (sources,) if isinstance(sources, str) else sources:
        yield from (part for part in re.split(r"[;,]\s+", text) if part)


def read_from(sources: str | Iterable[str]) -> list[dict[str, Any]]:
    """Sources for programs: id and title (None for a place by itself), and places; raises as
    ``Provenance.origins`` does."""
    return [
        {
            "id": origin.id or None,
            "title": origin.title or None,
            "read": [
                {
                    "place": place.text,
                    "revision": place.revision or None,
                    "commit": place.commit or None,
                    "address": place.address,
                }
                for place in origin.read
            ],
        }
        for origin in load_provenance().origins(sources)
    ]


def load_provenance(schemas: Path | None = None) -> Provenance:
    """Where the facts of these schemas were read; loaded once per process.

    Raises:
        OSError, yaml.YAMLError: a file there cannot be read.
    """
    from wizard.resources import schemas_dir

    folder = (schemas or schemas_dir()) / FOLDER
    if folder not in _loaded:
        about = _read(folder / FILES)
        rows: dict[str, OriginRow] = {}
        for _, name, row in source_rows(folder):
            rows[name] = OriginRow(row["title"], tuple(row["read"]))
        _loaded[folder] = Provenance(**about, rows=rows)
    return _loaded[folder]


def source_rows(folder: Path) -> Iterator[tuple[Path, str, Any]]:
    """The rows of schemas/sources/ as their files hold them: file, id, row."""
    for path in sorted(folder.glob("*.yaml")):
        if path.name != FILES:
            for name, row in _read(path)["sources"].items():
                yield path, name, row


def named_sources(loaded: Any, row: str = "") -> Iterator[tuple[str, str]]:
    """Every single source below a loaded file, with the name of the row that names it."""
    if isinstance(loaded, dict):
        row = next((str(loaded[name]) for name in _NAMED_BY if name in loaded), row)
        for name, value in loaded.items():
            if name == "source" and isinstance(value, str | list):
                yield from ((row, one) for one in parts(value))
            else:
                yield from named_sources(value, row or str(name))
    elif isinstance(loaded, list):
        for value in loaded:
            yield from named_sources(value, row)


def line_of(text: str, row: str, source: str) -> int:
    """The line (from 1) where a row of a file names a source."""
    lines = text.splitlines()
    name = re.escape(row)
    named = re.compile(rf"\b(?:{'|'.join(_NAMED_BY)}): [\"']?{name}(?:[\"',}}]|$)|^ *{name}:")
    start = next((n for n, line in enumerate(lines) if named.search(line)), 0)
    behind = (n for n in range(start, len(lines)) if source in lines[n])
    return next(behind, start) + 1


def _read(path: Path) -> Any:
    import yaml

    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
