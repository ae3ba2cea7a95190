"""Whatever a document holds, reading it ends in answers or in an error that names its place."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.drawn_answers import texts
from wizard.catalog.load import load_catalog
from wizard.formats.errors import FormatError
from wizard.model.answer_nodes import json_root
from wizard.model.answers import Answers
from wizard.model.documents import AnswersError, open_document, read_answers, write_answers

CATALOG = load_catalog()
GROUPS = sorted({key.split(".")[0] for key in CATALOG.settings})
KEYS = st.one_of(
    st.sampled_from(["version", "factory", "scale_sets", "projects", "environments", "unplaced",
                     "001", "1", "1000", "dev", "test", "$schema", "", ".", "a.", "projects.001"]),
    st.sampled_from(GROUPS),
    st.sampled_from(sorted(CATALOG.settings)),
    st.sampled_from(sorted(CATALOG.by_variable)),
    texts,
)  # fmt: skip
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-9, 999), st.floats(width=32), texts)
TREES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.dictionaries(KEYS, inner, max_size=4), st.lists(inner, max_size=3)),
    max_leaves=15,
)
DOCUMENTS = st.dictionaries(KEYS, TREES, max_size=4)


def read(text: str, *, strict: bool) -> Answers | None:
    """The answers, or None for an error that says where and what."""
    try:
        return read_answers([("a", open_document("a", text))], CATALOG, strict=strict)
    except FormatError as error:
        assert error.path == "a"
    except AnswersError as error:
        for problem in error.problems:
            assert problem.path == "a"
            assert problem.reason
            assert problem.remedy
    return None


@settings(max_examples=150)
@given(DOCUMENTS)
def test_any_structure(data: dict[str, Any]) -> None:
    for text in (json.dumps(data), yaml.safe_dump(data, allow_unicode=True)):
        strictly, leniently = read(text, strict=True), read(text, strict=False)
        if strictly is not None:
            assert leniently is not None
            assert dict(strictly.items()) == dict(leniently.items())
        if leniently is not None:
            assert write_answers(leniently, CATALOG, {"a": text}, layout="single") == {"a": text}


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=80), st.text(alphabet='{}[]",:ab1 \n\t\\', max_size=80)))
def test_any_text(text: str) -> None:
    read(text, strict=True)
    read(text, strict=False)


@settings(max_examples=200)
@given(st.text(alphabet='{}[]",:ab01-.e \n\t\\unltrue', max_size=40))
def test_json_is_read_as_every_reader_reads_it(text: str) -> None:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError
        return dict(pairs)

    try:
        expected = json.loads(text, object_pairs_hook=unique)
    except ValueError:
        expected = ValueError
    try:
        found = json_root(text, "a").data(typed=True)
    except FormatError:
        found = ValueError
    assert repr(found) == repr(expected)
