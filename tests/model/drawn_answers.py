"""Random answers over the real catalogue, and what a document keeps of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ENVIRONMENTS, Setting, Value
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key

HOSTILE = [
    "true", "no", "null", "~", "007", "1.30", "0x1F", "1e3", ".5", "1_000", "2024-01-01", "12:30",
    "- a", "a: b", "a #b", "#a", "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "'a'",
    '"a"', "a'b", 'a"b', "a\\b", "$(a)", "${a}", "<todo>", "a,b", "a\nb", "a\tb", "---", "...", "=",
    "<<", "?", "? a", ":", "a:", "-", "é", "日本", "😀", "\u2028a\u2028b", "a\x07b", "\ufeffa",
]  # fmt: skip
_PLAIN = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30
)
texts = st.one_of(st.sampled_from(HOSTILE), _PLAIN).map(str.strip)
_JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.booleans(), st.integers(-9, 99), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(texts, inner, max_size=2)),
    max_leaves=4,
)


def values_of(setting: Setting) -> st.SearchStrategy[Value]:
    """Values of the setting's kind, pleasant or not."""
    if setting.kind == "bool":
        return st.booleans()
    if setting.kind == "int":
        return st.one_of(st.integers(-5, 100_000), st.just(""))
    if setting.kind == "enum" and setting.choices:
        return st.sampled_from([choice.value for choice in setting.choices])
    if setting.is_list:
        items = texts.filter(bool)
        return st.one_of(st.lists(items, max_size=3), st.lists(items, min_size=9, max_size=12)).map(
            tuple
        )
    if setting.kind == "json":
        return _JSON.map(lambda data: json.dumps(data, ensure_ascii=False))
    return texts


IDS = st.sampled_from(["001", "002", "010", "083", "999"])


@st.composite
def drawn_answers(draw: st.DrawFn, catalog: Catalog) -> Answers:
    """Answers of several scale sets and projects, some of which say nothing."""
    answers = Answers()
    scale_sets = draw(st.lists(IDS, max_size=2, unique=True))
    projects = draw(st.lists(IDS, max_size=3, unique=True))
    for scale_set in scale_sets:
        answers.add_scale_set(scale_set)
    for project in projects:
        answers.add_project(project)
    keys = draw(st.lists(st.sampled_from(list(catalog.settings)), max_size=25))
    for key in keys:
        setting = catalog.settings[key]
        context = Context(
            draw(st.sampled_from(scale_sets or ["001"])),
            draw(st.sampled_from(ENVIRONMENTS)),
            draw(st.sampled_from(projects or ["001"])),
        )
        full = full_key(setting.key, setting.scope, context)
        answers.put(full, Given(draw(values_of(setting))))
    return answers


def kept(answers: Answers, catalog: Catalog) -> dict[str, Value]:
    """What a new document holds of some answers: all but what goes without saying."""
    found: dict[str, Value] = {}
    for full, given in answers.items():
        setting = catalog.settings[_short(full)]
        plain = [default.value for default in setting.default]
        always = len(plain) == 1 and not (isinstance(plain[0], str) and "{" in plain[0])
        if setting.identity:
            continue
        if always and plain[0] == "" and given.value in ("", ()):
            continue
        if always and (type(plain[0]), plain[0]) == (type(given.value), given.value):
            continue
        found[full] = given.value
    return found


def _short(full: str) -> str:
    parts = full.split(".")
    if parts[0] == "projects":
        parts = parts[2:]
    if parts[0] == "scale_sets":
        parts = parts[2:]
        if parts[0] == "environments":
            parts = parts[2:]
    return ".".join(parts)
