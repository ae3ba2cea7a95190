from __future__ import annotations

import pytest

from wizard.model.documents import VERSION, open_document
from wizard.store.answer_migrations import MIGRATIONS, Data, NoMigration, migrate, migrated


def add_factory(data: Data) -> Data:
    return {"factory": {key: value for key, value in data.items() if key != "version"}}


def rename_tenant(data: Data) -> Data:
    factory = dict(data["factory"])
    factory["tenant_id"] = factory.pop("tenant")
    return {**data, "factory": factory}


STEPS = {1: add_factory, 2: rename_tenant}


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({"version": 1, "tenant": "x"}, {"version": 3, "factory": {"tenant_id": "x"}}),
        ({"tenant": "x"}, {"version": 3, "factory": {"tenant_id": "x"}}),
        (
            {"version": 2, "factory": {"tenant": "x"}},
            {"version": 3, "factory": {"tenant_id": "x"}},
        ),
        ({"version": 3, "factory": {"tenant": "x"}}, {"version": 3, "factory": {"tenant": "x"}}),
    ],
)
def test_every_step_from_the_documents_version_on_is_taken(data: Data, wanted: Data) -> None:
    before = repr(data)
    assert migrate(data, STEPS, 3) == wanted
    assert repr(data) == before


@pytest.mark.parametrize("version", [4, 0, -1, "2", None, True, 2.0])
def test_a_version_from_which_no_way_leads(version: object) -> None:
    with pytest.raises(NoMigration):
        migrate({"version": version}, STEPS, 3)


def test_a_missing_step() -> None:
    with pytest.raises(NoMigration, match="from version 1 to version 3"):
        migrate({"version": 1}, {2: rename_tenant}, 3)


def test_there_is_a_step_from_every_older_version() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))


def test_a_document_of_this_version_stays_as_it_is() -> None:
    for text in ("tenant_id: x\n", f"version: {VERSION}\n", "version: 99\n", "version: x\n"):
        document = open_document("a.yaml", text)
        assert migrated(document) is document
