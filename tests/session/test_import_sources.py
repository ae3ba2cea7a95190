"""Whatever a file holds, reading it ends in a report or in one clear error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.catalog.load import load_catalog
from wizard.formats.encoding import decode
from wizard.formats.errors import FormatError
from wizard.session.import_sources import Source, read_source
from wizard.store.errors import StoreError
from wizard.store.reading import FileState

CATALOG = load_catalog("1.24")
_NAMES = st.sampled_from(
    ["enableCosmosDB", "ENABLE_BING", "dev", "stage_prod", "_wizard", "parameters", "$schema",
     "factory", "orchestrator", "network_mode", "project_number_000", "value", "MINE", ""]
)  # fmt: skip
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False),
              st.text(max_size=8), st.just("deploymentParameters")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_NAMES, inner, max_size=5)
    ),
    max_leaves=12,
)  # fmt: skip
_LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["variables:", "  enableBing: x", "ENABLE_BING=true", "A='", "B=\"$(x", "}",
                         "  - name: a", "    value: b", "export C=1 # d", "\tD=2", "{", "E =3"]),
    ),
    max_size=8,
)  # fmt: skip


def source_of(name: str, text: str) -> Source | None:
    """What is read, None for a clear refusal."""
    data = text.encode("utf-8", errors="surrogatepass")
    try:
        decoded = decode(data, name)
    except FormatError:
        return None
    try:
        return read_source(CATALOG, FileState(Path(name), data, decoded), name)
    except StoreError as error:
        assert error.reason and error.remedy
        return None


@given(st.dictionaries(_NAMES, _VALUES, max_size=6))
@settings(deadline=None)
def test_json_of_any_shape(document: dict[str, object]) -> None:
    source = source_of("x.json", json.dumps(document, indent=1))
    if source is not None and source.kind == "variables.json":
        told = {variable.name for variable in (*source.variables, *source.others)}
        values = document["dev"]
        assert isinstance(values, dict)
        said = {name for name, value in values.items() if value is not None}
        assert len(told) >= len({name for name in said if name not in CATALOG.by_variable})


@pytest.mark.parametrize("name", [".env", "variables.yaml", "x.json", "old.txt"])
@given(lines=_LINES)
@settings(deadline=None)
def test_text_of_any_kind(name: str, lines: list[str]) -> None:
    source_of(name, "\n".join(lines))


def test_a_bare_name_of_a_project_or_scale_set_in_the_path_counts() -> None:
    text = json.dumps({"enableCosmosDB": True})
    for name, number in (("project-7/project_state.json", "007"), ("scaleset_12.json", "012")):
        source = source_of(name, text)
        assert source is not None and source.number == number


@pytest.mark.parametrize(
    "document",
    [{"name": "some-package", "scripts": {"test": "x"}}, {"a": {"b": []}}, {}],
    ids=["package", "nested", "empty"],
)
def test_json_without_a_name_that_we_know_is_refused(document: dict[str, object]) -> None:
    assert source_of("x.json", json.dumps(document)) is None


@pytest.mark.parametrize("schema", ["$schema", "`$schema"])
def test_deployment_parameters_are_told_by_their_shape(schema: str) -> None:
    document = {schema: "x", "contentVersion": "1.0.0.0",
                "parameters": {"tenantId": {"value": "x"}}}  # fmt: skip
    source = source_of("x.json", json.dumps(document))
    assert source is not None
    assert (source.kind, [variable.name for variable in source.variables]) == (
        "parameters", ["tenantId"],
    )  # fmt: skip


def test_other_spellings_and_a_branch_that_never_was() -> None:
    state = {"acrIpWhitelist": "203.0.113.7", "version_branch": "release/v.1.24", "cmk": True}
    source = source_of("project_state.json", json.dumps(state))
    assert source is not None
    values = {entry.name: entry.value for entry in source.variables}
    assert values["acr_IP_whitelist"] == "203.0.113.7"
    assert values["aifactory_branch_chosen"] == "release/v1.24"
    assert "acrIpWhitelist is read as acr_IP_whitelist" in source.notes
    assert any("release/v.1.24 is read as release/v1.24" in note for note in source.notes)
    both = {"dev": {"adminUsername": "one", "admin_username": "two"}}
    source = source_of("variables.json", json.dumps(both))
    assert source is not None
    assert [(v.name, v.value) for v in source.variables] == [("adminUsername", "one")]
    assert [v.name for v, _ in source.unplaced] == ["admin_username"]
