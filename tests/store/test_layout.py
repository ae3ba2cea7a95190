from __future__ import annotations

from pathlib import Path

import pytest

from wizard.store.layout import find_repository
from wizard.store.release import names_its_release

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "fedcba9876543210fedcba9876543210fedcba98"
VARIABLES = "aifactory/esml-infra/azure-devops/bicep/yaml/variables/variables.yaml"


def put(root: Path, path: str, text: str = "") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


@pytest.mark.parametrize(
    "sign",
    [
        "aifactory/wizard/factory.yaml",
        VARIABLES,
        "azure-enterprise-scale-ml/readme.md",
        ".git/HEAD",
    ],
)
def test_a_repository_is_found_from_deep_inside(tmp_path: Path, sign: str) -> None:
    put(tmp_path, sign)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    layout = find_repository(deep)
    assert layout.root == tmp_path
    assert layout.is_known


def test_a_folder_with_nothing_is_its_own_root(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    layout = find_repository(folder)
    assert (layout.root, layout.is_known, layout.has_workspace) == (folder, False, False)


def test_the_search_may_begin_at_a_file_or_at_a_folder_to_be(tmp_path: Path) -> None:
    put(tmp_path, ".git/HEAD")
    file = put(tmp_path, "docs/x.md")
    assert find_repository(file).root == tmp_path
    assert find_repository(tmp_path / "not" / "yet").root == tmp_path


def test_beside_a_file_with_nothing_around_it_is_the_root(tmp_path: Path) -> None:
    file = put(tmp_path, "docs/x.md")
    layout = find_repository(file)
    assert (layout.root, layout.is_known) == (tmp_path / "docs", False)


def test_of_two_factories_in_one_another_the_nearest_is_meant(tmp_path: Path) -> None:
    for place in ("", "inner"):
        put(tmp_path, f"{place}/.env".lstrip("/"), "AIFACTORY_LOCATION=westeurope\n")
    (tmp_path / "inner" / "docs").mkdir()
    assert find_repository(tmp_path / "inner" / "docs").root == tmp_path / "inner"


def test_an_ai_factory_env_marks_a_root_and_any_other_env_does_not(tmp_path: Path) -> None:
    put(tmp_path, ".env", "SOME_TOKEN=1\n")
    inner = put(tmp_path, "factory/.env", "AIFACTORY_LOCATION=westeurope\n").parent
    deep = inner / "docs"
    deep.mkdir()
    assert find_repository(deep).root == inner
    assert find_repository(tmp_path / "elsewhere").is_known is False


def test_the_search_stops_at_the_git_root(tmp_path: Path) -> None:
    put(tmp_path, "aifactory/wizard/factory.yaml")
    put(tmp_path, "other/.git/HEAD")
    assert find_repository(tmp_path / "other").root == tmp_path / "other"


def test_inside_the_submodule_the_factory_repository_is_meant(tmp_path: Path) -> None:
    put(tmp_path, ".git/HEAD")
    inside = put(
        tmp_path,
        "azure-enterprise-scale-ml/.git",
        "gitdir: ../.git/modules/azure-enterprise-scale-ml\n",
    ).parent
    (inside / "environment_setup").mkdir()
    assert find_repository(inside / "environment_setup").root == tmp_path


def test_the_places_of_a_repository(tmp_path: Path) -> None:
    put(tmp_path, "aifactory/wizard/factory.yaml")
    layout = find_repository(tmp_path)
    assert layout.has_workspace
    assert layout.shown(layout.env_file) == ".env"
    assert layout.shown(layout.variables_file) == VARIABLES
    assert layout.shown(layout.variables_json) == "aifactory/variables.json"
    assert layout.shown(layout.generated("003")) == "aifactory/wizard/generated/003"


GITMODULES = """[submodule "other"]
\tpath = other
\turl = https://example.org/contoso/other
[submodule "azure-enterprise-scale-ml"]
\tpath = vendor/azure-enterprise-scale-ml
\turl = https://github.com/jostrm/azure-enterprise-scale-ml
\tbranch = release/v1.23
"""
MODULE = ".git/modules/azure-enterprise-scale-ml"


def submodule_in(root: Path, head: str) -> None:
    put(root, ".gitmodules", GITMODULES)
    put(root, "vendor/azure-enterprise-scale-ml/.git", f"gitdir: ../../{MODULE}\n")
    put(root, "vendor/azure-enterprise-scale-ml/readme.md")
    put(root, f"{MODULE}/HEAD", head)
    put(
        root,
        f"{MODULE}/packed-refs",
        "# pack-refs with: peeled fully-peeled sorted\n"
        f"{OTHER} refs/heads/release/v1.24\n"
        f"{COMMIT} refs/remotes/origin/main\n"
        f"{OTHER} refs/remotes/origin/release/v1.22\n"
        f"{COMMIT} refs/remotes/origin/release/v1.24\n^{OTHER}\n",
    )


def test_a_branch_with_its_commit(tmp_path: Path) -> None:
    submodule_in(tmp_path, "ref: refs/heads/release/v1.24\n")
    found = find_repository(tmp_path).submodule
    assert found.path == tmp_path / "vendor" / "azure-enterprise-scale-ml"
    assert (found.present, found.initialised) == (True, True)
    assert (found.branch, found.commit) == ("release/v1.24", OTHER)
    assert (found.tracked, found.release) == ("release/v1.23", "1.24")


def test_a_loose_ref_outdoes_a_packed_one(tmp_path: Path) -> None:
    submodule_in(tmp_path, "ref: refs/heads/release/v1.24\n")
    put(tmp_path, f"{MODULE}/refs/heads/release/v1.24", f"{COMMIT}\n")
    assert find_repository(tmp_path).submodule.commit == COMMIT


def test_a_commit_without_branch_is_named_by_the_release_that_ends_there(tmp_path: Path) -> None:
    submodule_in(tmp_path, f"{COMMIT}\n")
    found = find_repository(tmp_path).submodule
    assert (found.branch, found.commit, found.release) == ("release/v1.24", COMMIT, "1.24")


def test_a_commit_where_no_branch_ends(tmp_path: Path) -> None:
    submodule_in(tmp_path, "a" * 40)
    found = find_repository(tmp_path).submodule
    assert (found.branch, found.commit, found.release) == (None, "a" * 40, "1.23")


def test_a_listed_submodule_that_was_never_fetched(tmp_path: Path) -> None:
    put(tmp_path, ".gitmodules", GITMODULES)
    put(tmp_path, ".git/HEAD")
    (tmp_path / "vendor" / "azure-enterprise-scale-ml").mkdir(parents=True)
    found = find_repository(tmp_path).submodule
    assert (found.present, found.initialised, found.commit) == (True, False, None)


def test_no_submodule(tmp_path: Path) -> None:
    put(tmp_path, ".git/HEAD")
    put(tmp_path, ".gitmodules", '[submodule "other"]\npath = other\nurl = https://example.org/x\n')
    found = find_repository(tmp_path).submodule
    assert (found.present, found.initialised, found.release) == (False, False, None)


def test_garbage_in_gits_files_is_no_crash(tmp_path: Path) -> None:
    put(tmp_path, ".gitmodules", "\x00[[[=\n=\n[submodule")
    folder = put(tmp_path, "azure-enterprise-scale-ml/.git", "gitdir: nowhere\n").parent
    (folder / ".git").write_bytes(b"\xff\xfe\x00")
    found = find_repository(tmp_path).submodule
    assert (found.branch, found.commit) == (None, None)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("release: 1.22", "1.22"),
        ('release: "1.22"  # stays', "1.22"),
        ("release : '1.22'\t# stays", "1.22"),
        ('  "release": "1.22",', "1.22"),
        ("release: 9.99", None),
        ("# release: 1.22", None),
    ],
)
def test_the_release_that_a_workspace_names(tmp_path: Path, line: str, named: str | None) -> None:
    put(tmp_path, "aifactory/wizard/factory.yaml", f"version: 1\n{line}\ntenant_id: x\n")
    assert names_its_release(find_repository(tmp_path)) == named


def test_without_a_workspace_no_release_is_named(tmp_path: Path) -> None:
    assert names_its_release(find_repository(tmp_path)) is None
