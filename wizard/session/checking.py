"""Check whatever a path names: everything that is wrong with it, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import DEFAULT_RELEASE, load_catalog
from wizard.formats.errors import FormatError
from wizard.model.answer_reading import DocumentProblem
from wizard.model.documents import AnswersError
from wizard.rules import files
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding
from wizard.rules.registry import sort_findings
from wizard.session.bicep_wanted import BICEP
from wizard.session.draft import Session
from wizard.session.file_findings import encoding_findings, variable_file_findings
from wizard.session.json_findings import JSON_FILE, json_file_findings
from wizard.session.opening import Opened, open_answers, open_repository, read_named
from wizard.session.personal_data import personal_data_findings
from wizard.session.release_findings import described_for_findings, release_findings
from wizard.session.sign_in_findings import sign_in_findings
from wizard.session.variable_files import kind_of_file
from wizard.store.layout import find_repository
from wizard.store.reading import FileState

Amend = Callable[[Session], object]


@dataclass(slots=True)
class Checked:
    """What was found in one place; ``shown`` is how messages name it.

    ``is_readable`` is False when so much is wrong with a file that its answers were not judged.
    """

    shown: str
    findings: list[Finding] = field(default_factory=list)
    is_readable: bool = True
    is_empty: bool = False


def check_repository(
    start: Path, *, release: str | None = None, amend: Amend | None = None
) -> Checked:
    """Check the workspace of the repository in which ``start`` stands, and its variable files.

    ``amend`` may change the draft before it is judged.

    Raises:
        StoreError, UnknownRelease: something cannot be read at all.
    """
    layout = find_repository(start)
    checked = Checked(str(layout.workspace if layout.has_workspace else layout.root))

    def opened(strict: bool) -> Opened:
        return open_repository(layout.root, release=release, strict=strict)

    _check(checked, opened, amend)
    return checked


def check_path(path: Path, *, release: str | None = None, amend: Amend | None = None) -> Checked:
    """Check an answers file, a workspace, a ``.env`` or a ``variables.yaml``.

    Raises:
        StoreError, UnknownRelease: it cannot be read at all.
    """
    checked = Checked(str(path))

    def opened(strict: bool) -> Opened:
        return open_answers(path, release=release, strict=strict)

    state = None if path.is_dir() else read_named(path)
    orchestrator = kind_of_file(state) if state else None
    if state is not None and orchestrator is not None:
        catalog = load_catalog(release or DEFAULT_RELEASE)
        try:
            checked.findings += variable_file_findings(catalog, orchestrator, state, str(path))
            checked.findings += release_findings(catalog, orchestrator, state, str(path))
        except FormatError as error:
            _unreadable(checked, error.reason, error.remedy, error.path, error.line)
            return checked
    _check(checked, opened, amend)
    return checked


def _check(checked: Checked, open_it: Callable[[bool], Opened], amend: Amend | None) -> None:
    """Findings about the answers and the files around them."""
    problems: tuple[DocumentProblem, ...] = ()
    try:
        opened = open_it(True)
    except AnswersError as error:
        problems = error.problems
        try:
            opened = open_it(False)
        except AnswersError:
            checked.findings += [problem_finding(problem) for problem in problems]
            checked.is_readable = False
            checked.findings = sort_findings(checked.findings)
            return
    if amend is not None:
        amend(opened.session)
    answers = opened.session.answers
    checked.is_empty = opened.is_new and not any(answers.items())
    found = opened.session.findings()
    found += sign_in_findings(opened.session, answers.scale_sets)
    # Rules know more about a value of the wrong kind; a name that means nothing never gets there.
    told = {key for finding in found if finding.severity == "error" for key in finding.keys[:1]}
    untold = [p for p in problems if answers.get(p.key) is None or p.key not in told]
    checked.findings += [problem_finding(problem) for problem in untold]
    checked.findings += _file_findings(opened)
    checked.findings += found
    checked.findings += _bicep_findings(opened)
    checked.findings += described_for_findings(opened.session.catalog, found)
    checked.findings = sort_findings(checked.findings)


def _bicep_findings(opened: Opened) -> list[Finding]:
    """What is wrong with the Bicep files, where the answers ask for them."""
    if not opened.session.view().is_on(BICEP):
        return []
    from wizard.session.bicep import bicep_findings

    return bicep_findings(opened)


def _file_findings(opened: Opened) -> Iterator[Finding]:
    catalog = opened.session.catalog
    for name, state in opened.workspace.files.items():
        shown = opened.layout.shown(opened.workspace.folder / name)
        yield from encoding_findings(state, shown)
    for path, state in opened.live.items():
        if path != JSON_FILE:
            yield from _live_findings(catalog, path, state)
    yield from json_file_findings(opened)
    yield from personal_data_findings(opened)
    if opened.live or opened.layout.has_workspace:
        yield from _submodule_findings(opened)


def _live_findings(catalog: Catalog, path: str, state: FileState) -> Iterator[Finding]:
    orchestrator = kind_of_file(state) or "github"
    yield from variable_file_findings(catalog, orchestrator, state, path)
    yield from release_findings(catalog, orchestrator, state, path)


def _submodule_findings(opened: Opened) -> Iterator[Finding]:
    module = opened.layout.submodule
    shown = opened.layout.shown(module.path)
    if not module.initialised:
        yield file_finding(
            files.NO_SUBMODULE,
            f"The vendor's repository is {'empty' if module.present else 'missing'}.",
            "Run: git submodule update --init --recursive."
            if module.present
            else "Add it as the vendor's guide says; the pipelines run what is in it.",
            path=shown,
        )
    wanted = opened.session.catalog.release
    if module.initialised and module.release not in (None, wanted):
        yield file_finding(
            files.OTHER_BRANCH,
            f"The vendor's repository has release {module.release} checked out, and the answers "
            f"are for {wanted}.",
            f"Check out release/v{wanted} in it, or change the release of the answers.",
            path=shown,
        )


def problem_finding(problem: DocumentProblem) -> Finding:
    """A problem of an answers document as a finding."""
    named = problem.key not in ("document", "version")
    remedy = problem.remedy[:1].upper() + problem.remedy[1:]
    return file_finding(
        _code_of(problem),
        f"{problem.key}: {problem.reason}." if named else f"The {problem.key} {problem.reason}.",
        remedy if remedy.endswith(("?", ".")) else f"{remedy}.",
        path=problem.path,
        line=problem.line,
        keys=(problem.key,) if named else (),
        severity="error",
    )


def _code_of(problem: DocumentProblem) -> str:
    if problem.key == "version":
        return files.NEWER_VERSION
    if problem.key == "document":
        return files.NOT_UNDERSTOOD
    if problem.kind == "unknown":
        return files.UNKNOWN_KEY
    return files.NAME_TWICE if problem.kind == "twice" else files.MISPLACED_KEY


def _unreadable(
    checked: Checked, reason: str, remedy: str, path: str | None, line: int | None
) -> None:
    checked.is_readable = False
    checked.findings.append(
        file_finding(
            files.NOT_UNDERSTOOD,
            f"The file {reason}.",
            f"{remedy[:1].upper()}{remedy[1:]}.",
            path=path,
            line=line,
            severity="error",
        )  # fmt: skip
    )
