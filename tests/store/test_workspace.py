from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers, Given
from wizard.model.documents import AnswersError
from wizard.store.errors import StoreError
from wizard.store.layout import find_repository
from wizard.store.plan import plan_write
from wizard.store.workspace import load_workspace
from wizard.store.write import apply

FACTORY = "version: 1\nfactory:\n  tenant_id: x  # ours\n"
PROJECT = 'version: 1\nprojects:\n  "002":\n    services: {redis: true}\n'


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    put(tmp_path, "aifactory/wizard/factory.yaml", FACTORY)
    put(tmp_path, "aifactory/wizard/projects/002.yaml", PROJECT)
    return tmp_path


def put(root: Path, path: str, content: str | bytes) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def values(answers: Answers) -> dict[str, object]:
    return {full: given.value for full, given in answers.items()}


EXPECTED = {"tenant_id": "x", "projects.002.services.redis": True}


@pytest.mark.parametrize("inside", ["", "aifactory/wizard", "aifactory/wizard/projects"])
def test_a_repository_is_loaded_from_anywhere_inside(
    repository: Path, catalog: Catalog, inside: str
) -> None:
    loaded = load_workspace(find_repository(repository / inside), catalog)
    assert values(loaded.answers) == EXPECTED
    assert list(loaded.files) == ["factory.yaml", "projects/002.yaml"]
    given = loaded.answers.get("projects.002.services.redis")
    assert given is not None
    assert given.where() == "aifactory/wizard/projects/002.yaml:4"
    assert not loaded.is_new


@pytest.mark.parametrize("place", ["", "aifactory/wizard"])
def test_a_folder_may_be_named(repository: Path, catalog: Catalog, place: str) -> None:
    loaded = load_workspace(repository / place, catalog)
    assert values(loaded.answers) == EXPECTED
    assert loaded.root == repository


def test_a_workspace_folder_of_any_name(tmp_path: Path, catalog: Catalog) -> None:
    put(tmp_path, "mine/factory.yaml", FACTORY)
    loaded = load_workspace(tmp_path / "mine", catalog)
    assert values(loaded.answers) == {"tenant_id": "x"}
    assert loaded.written(loaded.answers, catalog) == {"factory.yaml": FACTORY.encode()}


def test_nothing_there_yet_is_a_new_workspace(tmp_path: Path, catalog: Catalog) -> None:
    loaded = load_workspace(find_repository(tmp_path), catalog)
    assert loaded.is_new
    assert values(loaded.answers) == {}
    loaded.answers.put("tenant_id", Given("z"))
    assert list(loaded.written(loaded.answers, catalog)) == [
        "aifactory/wizard/factory.yaml",
        "aifactory/wizard/projects/001.yaml",
        "aifactory/wizard/answers.schema.json",
    ]


@pytest.mark.parametrize("name", ["answers.yaml", "answers.yml", "answers.json", "answers"])
def test_a_single_file_by_its_content(tmp_path: Path, catalog: Catalog, name: str) -> None:
    for content in (FACTORY, '{"version": 1, "factory": {"tenant_id": "x"}}'):
        loaded = load_workspace(put(tmp_path, name, content), catalog)
        assert values(loaded.answers) == {"tenant_id": "x"}
        assert loaded.written(loaded.answers, catalog) == {name: content.encode()}


def test_what_was_loaded_is_written_as_it_is_and_only_changes_change(
    repository: Path, catalog: Catalog
) -> None:
    loaded = load_workspace(find_repository(repository), catalog)
    assert plan_write(loaded.root, loaded.written(loaded.answers, catalog)).is_empty
    loaded.answers.put("tenant_id", Given("z"))
    loaded.answers.put("projects.003.title", Given("Three"))
    loaded.answers.drop_project("002")
    plan = plan_write(loaded.root, loaded.written(loaded.answers, catalog))
    assert {file.path: file.status for file in plan.files} == {
        "aifactory/wizard/factory.yaml": "changed",
        "aifactory/wizard/projects/003.yaml": "new",
        "aifactory/wizard/projects/002.yaml": "removed",
        "aifactory/wizard/answers.schema.json": "new",
    }
    apply(plan)
    again = load_workspace(find_repository(repository), catalog)
    assert values(again.answers) == {"tenant_id": "z", "projects.003.title": "Three"}
    assert "tenant_id: z  # ours" in again.texts()["factory.yaml"]


def test_line_ends_and_a_byte_order_mark_stay(repository: Path, catalog: Catalog) -> None:
    path = repository / "aifactory/wizard/factory.yaml"
    before = b"\xef\xbb\xbf" + FACTORY.replace("\n", "\r\n").encode().removesuffix(b"\r\n")
    path.write_bytes(before)
    loaded = load_workspace(repository, catalog)
    assert len(loaded.notes) == 2
    loaded.answers.put("tenant_id", Given("z"))
    written = loaded.written(loaded.answers, catalog)["aifactory/wizard/factory.yaml"]
    assert written == before.replace(b"x  #", b"z  #")


def test_utf_16_is_read_and_kept(repository: Path, catalog: Catalog) -> None:
    path = repository / "aifactory/wizard/factory.yaml"
    path.write_bytes(FACTORY.encode("utf-16"))
    loaded = load_workspace(repository, catalog)
    assert loaded.answers.get("tenant_id") is not None
    assert "UTF-16" in loaded.notes[0]
    written = loaded.written(loaded.answers, catalog)["aifactory/wizard/factory.yaml"]
    assert written == path.read_bytes()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"tenant_id: \xe9\n", "is not UTF-8"),
        (b"\x7fELF" + bytes(range(40)), "binary"),
        (FACTORY.encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"a" * (5 * 1024 * 1024 + 1), "more than the 5242880 that are read"),
    ],
)
def test_files_that_are_no_text(
    repository: Path, catalog: Catalog, content: bytes, reason: str
) -> None:
    path = put(repository, "aifactory/wizard/factory.yaml", content)
    with pytest.raises(StoreError, match=reason) as caught:
        load_workspace(repository, catalog)
    assert caught.value.path.as_posix().startswith("aifactory/wizard/factory.yaml")
    assert path.read_bytes() == content


def test_folders_and_missing_files(repository: Path, catalog: Catalog) -> None:
    with pytest.raises(StoreError, match=r"holds no factory\.yaml"):
        load_workspace(repository / "aifactory", catalog)
    with pytest.raises(StoreError, match="does not exist"):
        load_workspace(repository / "nowhere.yaml", catalog)
    (repository / "aifactory/wizard/factory.yaml").unlink()
    (repository / "aifactory/wizard/factory.yaml").mkdir()
    with pytest.raises(StoreError, match="is a folder, not a file"):
        load_workspace(repository, catalog)


@pytest.mark.skipif(
    os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="nothing is unreadable there",
)
def test_an_unreadable_file(repository: Path, catalog: Catalog) -> None:
    (repository / "aifactory/wizard/factory.yaml").chmod(0)
    with pytest.raises(StoreError, match="no permission"):
        load_workspace(repository, catalog)


def test_problems_of_all_files_come_together(repository: Path, catalog: Catalog) -> None:
    put(repository, "aifactory/wizard/factory.yaml", "factory: {nope: 1}\n")
    put(repository, "aifactory/wizard/projects/002.yaml", "projects: [\n")
    put(repository, "aifactory/wizard/projects/003.yaml", "projects: {3: {nope: 1}}\n")
    with pytest.raises(AnswersError) as caught:
        load_workspace(repository, catalog)
    assert sorted(problem.path.rpartition("/")[2] for problem in caught.value.problems) == [
        "002.yaml", "003.yaml", "factory.yaml",
    ]  # fmt: skip


def test_a_copied_project_file_whose_number_was_not_changed(
    repository: Path, catalog: Catalog
) -> None:
    put(repository, "aifactory/wizard/projects/004.yaml", PROJECT)
    with pytest.raises(AnswersError) as caught:
        load_workspace(repository, catalog)
    (problem,) = caught.value.problems
    assert str(problem).startswith("aifactory/wizard/projects/004.yaml:4: ")
    assert "for project 004 but answers for project 002" in problem.reason


@pytest.mark.parametrize(
    "name",
    [".002.yaml.77-0123abcd.aifactory-tmp", "002.yaml.bak", "2.yaml", "notes.yaml", ".005.yaml",
     "005.yaml~", "005.yml"],
)  # fmt: skip
def test_other_files_are_never_mistaken_for_answers(
    repository: Path, catalog: Catalog, name: str
) -> None:
    put(repository, f"aifactory/wizard/projects/{name}", "\0")
    assert values(load_workspace(repository, catalog).answers) == EXPECTED


def test_not_strict_keeps_what_is_wrong(repository: Path, catalog: Catalog) -> None:
    put(repository, "aifactory/wizard/factory.yaml", "factory: {nope: 1, orchestrator: x}\n")
    loaded = load_workspace(repository, catalog, strict=False)
    assert list(loaded.answers.unknown) == ["nope"]
    assert values(loaded.answers)["orchestrator"] == "x"


def test_a_new_workspace_brings_the_schema_that_its_files_name(
    tmp_path: Path, catalog: Catalog
) -> None:
    loaded = load_workspace(find_repository(tmp_path), catalog)
    apply(plan_write(loaded.root, loaded.written(loaded.answers, catalog)))
    folder = tmp_path / "aifactory/wizard"
    for file in (folder / "factory.yaml", folder / "projects/001.yaml"):
        _, _, reference = file.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")
        schema = json.loads((file.parent / reference).read_text(encoding="utf-8"))
        assert schema["title"].startswith("Answers for an AI Factory")
    again = load_workspace(find_repository(tmp_path), catalog)
    assert plan_write(again.root, again.written(again.answers, catalog)).is_empty
