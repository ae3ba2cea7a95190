"""Whether a name that is one in the world is free: the questions of unique_names.yaml."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import Request, ask_name, exists
from wizard.azure.shapes import part, text
from wizard.azure.unknown import Unknown
from wizard.catalog.catalog import Catalog


class NameQuestion(NamedTuple):
    """One row of ``asked``; unique_names.yaml says what its fields mean."""

    kinds: tuple[str, ...]
    resource: str
    version: str
    question: str = ""
    exists: str = ""
    named: str = "name"
    type: str = ""
    spelled: tuple[str, ...] = ()
    free: str = ""
    taken: str = ""
    refused: str = ""
    hint: str = ""


def name_questions(catalog: Catalog) -> dict[str, NameQuestion]:
    """The questions, by the kind of resource in names.yaml."""
    rows = catalog.tables["unique_names"]["asked"]
    questions = [NameQuestion(**{**row, "kinds": tuple(row["kinds"])}) for row in rows]
    return {kind: question for question in questions for kind in question.kinds}


def is_taken(reader: Reader, question: NameQuestion, subscription: str, name: str) -> bool:
    """Whether somebody has the name.

    One that Azure would refuse for its spelling counts as free: other findings tell of that.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    try:
        answer = reader.one(_request(question, subscription, _spelled(question, name)))
    except Unknown as unknown:
        if question.exists and unknown.reason == "not found":
            return False
        if question.refused and unknown.code == question.refused:
            return True
        raise
    if question.exists:
        return True
    is_free = part(answer, question.free)
    return is_free is False and question.taken in text(answer, "reason")


def _request(question: NameQuestion, subscription: str, name: str) -> Request:
    if question.exists:
        return exists(question.exists.format(name=quote(name, safe="")), question.version)
    body = {question.named: name} | ({"type": question.type} if question.type else {})
    return ask_name(subscription, question.question, question.version, body)


def _spelled(question: NameQuestion, name: str) -> str:
    """The name as the template spells it where it has to be unique."""
    spelled = name.replace("-", "") if "undash" in question.spelled else name
    return spelled.lower() if "lower" in question.spelled else spelled
