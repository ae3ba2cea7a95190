"""Answers documents: a workspace's files or a single answers file, YAML or JSON.

::

    version: 1
    factory:
      tenant_id: ...
      naming:
        prefix: acme-            # naming.prefix
      scale_sets:
        "001":
          region: {name: swedencentral}
          environments:
            dev: {subscription_id: ...}
    projects:
      "001":
        services: {cosmos_db: true}

Several documents together say what one would. Reading is lenient: settings may stand at the
top, keys may be dotted or be the variable names of either orchestrator, ids may lack quotes and
leading zeros, ``test`` means stage. A key without a value is a question without an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from wizard.catalog.catalog import Catalog
from wizard.model.answer_document import Document, open_document
from wizard.model.answer_reading import (
    VERSION,
    DocumentProblem,
    Entry,
    Scan,
    conflicts,
    scan,
    value_of,
)
from wizard.model.answer_writing import DocumentLayout, write_answers
from wizard.model.answers import Answers, Given, Origin
from wizard.model.values import ValueProblem

__all__ = [
    "VERSION",
    "AnswersError",
    "Document",
    "DocumentLayout",
    "DocumentProblem",
    "open_document",
    "read_answers",
    "write_answers",
]


class AnswersError(ValueError):
    """Everything that is wrong with a set of answers documents, in their order."""

    def __init__(self, problems: tuple[DocumentProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def read_answers(
    documents: Sequence[tuple[str, Document]],
    catalog: Catalog,
    *,
    origin: Origin = "file",
    strict: bool = True,
) -> Answers:
    """The answers of some documents (with the path under which messages name each).

    Unless ``strict``, a value of the wrong kind is kept as its text, and a name that means
    nothing where it stands is kept in ``Answers.unknown`` under owner and name; the rules then
    report them.

    Raises:
        AnswersError: names, values or ids that are wrong, answers that contradict each other,
            or a document of a newer version. All of them are listed.
    """
    scans = [scan(path, document.root, catalog) for path, document in documents]
    answers = Answers()
    problems: list[DocumentProblem] = []
    for scanned in scans:
        found = [*scanned.problems, *(scanned.strangers if strict else ())]
        for entry in scanned.entries:
            problem = _take(answers, scanned, entry, origin, strict)
            found += [problem] if problem else []
        for owner in scanned.owners:
            _add_owner(answers, owner)
        problems += sorted(found, key=lambda problem: problem.line or 0)
    problems += conflicts(scans)
    if problems:
        raise AnswersError(tuple(problems))
    return answers


def _take(
    answers: Answers, scanned: Scan, entry: Entry, origin: Origin, strict: bool
) -> DocumentProblem | None:
    """Record one entry; what is wrong with its value, if anything is."""
    try:
        value = value_of(entry, strict=strict)
    except ValueProblem as error:
        reason = str(error).removeprefix(f"{entry.setting.key if entry.setting else ''} ")
        return DocumentProblem(scanned.path, entry.line, entry.full, reason, "correct the value")
    given = Given(value, origin, scanned.path, entry.line)
    if entry.setting is None:
        answers.unknown[entry.full] = given
    else:
        answers.put(entry.full, given)
    return None


def _add_owner(answers: Answers, owner: str) -> None:
    kind, _, name = owner.partition(".")
    if kind == "projects":
        answers.add_project(name)
    elif kind == "scale_sets":
        answers.add_scale_set(name.partition(".")[0])
