"""Load answers from where they are: a repository, a workspace folder, or a single file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from wizard.catalog.catalog import Catalog
from wizard.formats.errors import FormatError
from wizard.model.answer_layout import SCHEMA_FILE
from wizard.model.answers import Answers
from wizard.model.context import split_key
from wizard.model.documents import (
    AnswersError,
    Document,
    DocumentProblem,
    open_document,
    read_answers,
    write_answers,
)
from wizard.resources import schemas_dir
from wizard.store.answer_migrations import migrated
from wizard.store.errors import StoreError, store_error
from wizard.store.layout import FACTORY_FILE, PROJECTS_FOLDER, WORKSPACE, Layout
from wizard.store.reading import FileState, read_file

_PROJECT_FILE = re.compile(r"([0-9]{3})\.yaml", re.ASCII)


@dataclass(slots=True)
class LoadedWorkspace:
    """Answers with the files they came from.

    ``folder`` is the workspace folder, or that of the single file; ``files`` holds what was read
    under its path relative to ``folder`` ("factory.yaml", "projects/001.yaml"); ``root`` is where
    plans start, ``folder`` or above it.
    """

    answers: Answers
    root: Path
    folder: Path
    layout: Literal["workspace", "single"] = "workspace"
    files: dict[str, FileState] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nothing was there to read."""
        return not self.files

    def texts(self) -> dict[str, str]:
        """The texts as they were read."""
        return {path: state.text.text for path, state in self.files.items()}

    def written(
        self, answers: Answers, catalog: Catalog, texts: Mapping[str, str] | None = None
    ) -> dict[str, bytes | None]:
        """The files for ``answers``, for ``plan_write(self.root, ...)``.

        ``texts`` are edited, by default those that were read. Existing files keep encoding and
        line ends; None stands for the file of a project that is no more. A workspace whose files
        name the JSON Schema for editors gets it beside them.

        Raises:
            StoreError: a file cannot be edited without harm, or its encoding cannot carry an
                answer.
        """
        try:
            existing = self.texts() if texts is None else texts
            texts = write_answers(answers, catalog, existing, layout=self.layout)
        except FormatError as error:
            raise StoreError(error.path or self.folder, error.reason, error.remedy) from error
        planned: dict[str, bytes | None] = {
            path: self.files[path].encoded(text) if path in self.files else text.encode("utf-8")
            for path, text in texts.items()
        }
        planned |= {path: None for path in self.files if path not in texts}
        if self.layout == "workspace":
            planned |= _schema_for(texts.values())
        return {self._from_root(path): data for path, data in planned.items()}

    def _from_root(self, path: str) -> str:
        return (self.folder / path).relative_to(self.root).as_posix()


def _schema_for(texts: Iterable[str]) -> dict[str, bytes | None]:
    """The JSON Schema, if any text refers to it."""
    if not any(
        f"$schema={prefix}{SCHEMA_FILE}" in text for text in texts for prefix in ("", "../")
    ):
        return {}
    path = schemas_dir() / SCHEMA_FILE
    return {SCHEMA_FILE: path.read_bytes().replace(b"\r\n", b"\n")}


def load_workspace(
    place: Layout | Path, catalog: Catalog, *, strict: bool = True
) -> LoadedWorkspace:
    """The answers of a repository (perhaps none yet), a workspace folder, or an answers file.

    Raises:
        StoreError: nothing is there, or it cannot be read.
        AnswersError: the files hold what no answers document may hold; all of it is listed.
    """
    if isinstance(place, Layout):
        if not place.has_workspace:
            return LoadedWorkspace(Answers(), place.root, place.workspace)
        return _load_folder(place.root, place.workspace, catalog, strict)
    path = Path(place).absolute()
    if not path.is_dir():
        state = read_file(path, shown=str(place))
        loaded = LoadedWorkspace(Answers(), path.parent, path.parent, "single", {path.name: state})
        return _filled(loaded, {path.name: str(place)}, catalog, strict)
    if path.parts[-2:] == WORKSPACE.parts:
        return _load_folder(path.parent.parent, path, catalog, strict)
    inner = Layout(path)
    if inner.has_workspace:
        return _load_folder(path, inner.workspace, catalog, strict)
    return _load_folder(path, path, catalog, strict)


def _load_folder(root: Path, folder: Path, catalog: Catalog, strict: bool) -> LoadedWorkspace:
    names = [FACTORY_FILE] if (folder / FACTORY_FILE).exists() else []
    names += [f"{PROJECTS_FOLDER}/{name}" for name in _project_files(folder / PROJECTS_FOLDER)]
    if not names:
        raise StoreError(folder, f"holds no {FACTORY_FILE}", "name a workspace or an answers file")
    shown = {name: (folder / name).relative_to(root).as_posix() for name in names}
    files = {name: read_file(folder / name, shown=shown[name], within=root) for name in names}
    loaded = LoadedWorkspace(Answers(), root, folder, files=files)
    return _filled(loaded, shown, catalog, strict)


def _project_files(folder: Path) -> list[str]:
    """The names of the project files, by number; anything else in the folder is not ours."""
    try:
        return sorted(
            entry.name for entry in folder.iterdir() if _PROJECT_FILE.fullmatch(entry.name)
        )
    except FileNotFoundError:
        return []
    except OSError as error:
        raise store_error(folder, error) from error


def _filled(
    loaded: LoadedWorkspace, shown: Mapping[str, str], catalog: Catalog, strict: bool
) -> LoadedWorkspace:
    """Read the answers out of the files."""
    documents: list[tuple[str, Document]] = []
    problems: list[DocumentProblem] = []
    for name, state in loaded.files.items():
        try:
            documents.append((shown[name], migrated(open_document(shown[name], state.text.text))))
        except FormatError as error:
            problems.append(
                DocumentProblem(shown[name], error.line, "document", error.reason, error.remedy)
            )
    try:
        loaded.answers = read_answers(documents, catalog, strict=strict)
        problems += _strays(loaded, shown)
    except AnswersError as error:
        problems += error.problems
    if problems:
        raise AnswersError(tuple(problems))
    loaded.notes = tuple(
        f"{shown[name]}: {note}"
        for name, state in loaded.files.items()
        for note in state.text.notes
    )
    return loaded


def answers_of(texts: Mapping[str, str], catalog: Catalog) -> Answers:
    """The answers in texts that were written for a release, by path; as reading them gives them.

    Raises:
        AnswersError: they hold what no answers document may hold.
    """
    documents = [(path, open_document(path, text)) for path, text in texts.items()]
    return read_answers(documents, catalog, strict=True)


def _strays(loaded: LoadedWorkspace, shown: Mapping[str, str]) -> list[DocumentProblem]:
    """Project files that answer for another project: a copy whose number was not changed."""
    numbers = {
        shown[name]: match.group(1)
        for name in loaded.files
        if (match := _PROJECT_FILE.fullmatch(name.removeprefix(f"{PROJECTS_FOLDER}/")))
    }
    found: dict[str, DocumentProblem] = {}
    for full, given in loaded.answers.items():
        number = numbers.get(given.path or "")
        other = split_key(full).project
        if number and other and other != number:
            problem = DocumentProblem(
                given.path or "", given.line, full,
                f"this file is for project {number} but answers for project {other}",
                f'write "{number}" below projects:, or move the answer to {other}.yaml',
            )  # fmt: skip
            found.setdefault(problem.path, problem)
    return list(found.values())
