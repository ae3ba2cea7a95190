"""Upgrading one variable file: nothing of the user's is lost, whichever way it goes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.upgrade.files import FILLED, put, read, written
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.setting import Orchestrator
from wizard.catalog.shipped import shipped_values
from wizard.session.release_findings import release_findings
from wizard.session.upgrading import Upgrade, upgrade_file
from wizard.store.reading import read_file
from wizard.store.write import apply
from wizard.upgrade.detect import template_names
from wizard.upgrade.way import UpgradeRefused, way

SIDES: tuple[Orchestrator, ...] = ("github", "azure-devops")
TEXTS = ("true", "false", "1", "25", "abc", "", "172.16.0.0/16", "a,b", "<todo>", "it's")
EARLIER = [release for release in releases() if release != releases()[-1]]


def upgraded(path: Path, *steps: str) -> Upgrade:
    for release in steps:
        upgrade = upgrade_file(path, release)
        apply(upgrade.plan())
    return upgrade


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("orchestrator", SIDES)
def test_step_by_step_and_directly_give_the_same(
    orchestrator: Orchestrator, filled: bool, tmp_path: Path
) -> None:
    slow = written(tmp_path / "slow", "1.20", orchestrator, filled=filled)
    fast = written(tmp_path / "fast", "1.20", orchestrator, filled=filled)
    upgraded(slow, "1.22", "1.23", "1.24", "1.25")
    upgraded(fast, "1.25")
    assert slow.read_bytes() == fast.read_bytes()


@pytest.mark.parametrize("release", EARLIER)
@pytest.mark.parametrize("orchestrator", SIDES)
def test_every_name_of_the_new_release_is_there_and_the_users_values_with_it(
    orchestrator: Orchestrator, release: str, tmp_path: Path
) -> None:
    path = written(tmp_path, release, orchestrator)
    before = read(path)
    report = upgraded(path, "1.25").report
    after = read(path)
    assert template_names(load_catalog("1.25"), orchestrator) <= set(after)
    moved = {entry.old: entry.to for entry in report.moved}
    for name, value in FILLED[orchestrator].items():
        if name in before:
            for here in moved.get(name, (name,)):
                while here in moved:
                    here = moved[here][0]
                assert after[here] == value, name
    own = "OUR_OWN" if orchestrator == "github" else "ourOwn"
    assert after[own] == "1"
    assert "# our own note" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("orchestrator", SIDES)
def test_what_is_gone_is_kept_aside_with_its_value(
    orchestrator: Orchestrator, tmp_path: Path
) -> None:
    path = written(tmp_path, "1.23", orchestrator)
    before = read(path)
    report = upgraded(path, "1.24").report
    after = read(path)
    moved = {entry.old for entry in report.moved}
    lost = {name for name, value in before.items() if value and name not in after} - moved
    shipped = shipped_values(load_catalog("1.23"), orchestrator)
    assert {name for name in lost if before[name] != shipped[name]} == set()
    if orchestrator == "github":
        assert after["NETWORK_ENV_DEV"] == before["NETWORK_ENV_DEV"] == "tst-"
        told = {name: entry.why for entry in report.removed for name in entry.names}
        assert "DEV_NETWORK_ENV" in told["NETWORK_ENV_DEV"]


def test_one_vault_becomes_three(tmp_path: Path) -> None:
    path = written(tmp_path, "1.22", "azure-devops")
    upgraded(path, "1.23")
    after = read(path)
    names = [f"{env}_admin_bicep_kv_fw" for env in ("dev", "test", "prod")]
    assert [after[name] for name in names] == ["kv-contoso-001"] * 3
    assert "admin_bicep_kv_fw" not in after


def test_ranges_of_a_standing_network_stay_and_are_shown(tmp_path: Path) -> None:
    path = written(tmp_path, "1.24", "github", filled=False)
    report = upgraded(path, "1.25").report
    after = read(path)
    assert (after["DEV_CIDR_RANGE"], after["COMMON_VNET_CIDR"]) == ("61", "172.16.0.0/16")
    shown = {c.key: (c.old, c.new, c.value, c.kept) for c in report.changed_defaults}
    assert shown["scale_sets.001.address.vnet"] == (
        "172.16.0.0/16", "172.16.XX.0/18", "172.16.0.0/16", "yours",
    )  # fmt: skip


def test_the_version_of_a_cluster_that_came_with_machine_learning_stays_and_is_shown(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "1.22", "azure-devops")
    put(path, {"enableAzureMachineLearning": "true"})
    report = upgraded(path, "1.25").report
    assert read(path)["admin_aks_version_override"] == "1.30.3"
    (entry,) = [e for e in report.changed_defaults if e.key.endswith("aks.kubernetes_version")]
    assert (entry.old, entry.new, entry.value) == ("1.30.3", "1.35.7", "1.30.3")


def test_the_version_follows_the_release(tmp_path: Path) -> None:
    path = written(tmp_path, "1.23", "azure-devops")
    upgraded(path, "1.24")
    assert read(path)["aifactory_version_minor"] == "24"
    assert read(path)["aifactory_branch_chosen"] == "release/v1.24"


@pytest.mark.parametrize(("branch", "after"), [
    ("main", "main"), ("our-copy", "our-copy"), ("release/v1.24", "release/v1.25"),
])  # fmt: skip
@pytest.mark.parametrize("orchestrator", SIDES)
def test_a_branch_that_is_no_releases_stays(
    orchestrator: Orchestrator, branch: str, after: str, tmp_path: Path
) -> None:
    path = written(tmp_path, "1.24", orchestrator)
    name = {"github": "AIFACTORY_BRANCH_CHOSEN", "azure-devops": "aifactory_branch_chosen"}
    put(path, {name[orchestrator]: branch})
    upgraded(path, "1.25")
    assert read(path)[name[orchestrator]] == after


def test_variables_of_environments_that_would_win_are_listed(tmp_path: Path) -> None:
    old = written(tmp_path / "a", "1.23", "github")
    assert ("dev", "PROJECT_NUMBER") in upgrade_file(old, "1.24").report.delete
    new = written(tmp_path / "b", "1.24", "github")
    assert upgrade_file(new, "1.25").report.delete == []
    ado = written(tmp_path / "c", "1.23", "azure-devops")
    assert upgrade_file(ado, "1.24").report.delete == []


def test_a_model_version_is_not_carried_to_another_model(tmp_path: Path) -> None:
    path = written(tmp_path, "1.23", "github")
    upgraded(path, "1.24")
    after = read(path)
    assert after["DEPLOY_MODEL_GPT_54_MINI"] == "true"
    assert after["DEFAULT_GPT_54_MINI_VERSION"] == "2026-03-17"


def test_a_name_that_belongs_to_another_setting_now_keeps_its_value(tmp_path: Path) -> None:
    path = written(tmp_path, "1.24", "azure-devops")
    put(path, {"admin_projectType": "genai-1"})
    report = upgraded(path, "1.25").report
    assert read(path)["admin_projectType"] == "genai-1"
    assert not [entry for entry in report.removed if "admin_projectType" in entry.names]


def test_names_of_one_setting_that_come_in_different_steps_share_their_title(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "1.20", "github")
    kept = [line for line in path.read_text().splitlines() if not line.startswith("LAKE_PREFIX=")]
    path.write_text("\n".join([*kept, ""]))
    apply(upgrade_file(path, "1.25", old="1.20").plan())
    lines = path.read_text().splitlines()
    assert lines.count("# Data lake prefix") == 1
    assert lines[lines.index("# Data lake prefix") + 1].startswith("LAKE_PREFIX=")


def test_twice_is_once(tmp_path: Path) -> None:
    path = written(tmp_path, "1.23", "github")
    upgraded(path, "1.25")
    text = path.read_bytes()
    again = upgrade_file(path, "1.25")
    assert again.is_empty
    assert path.read_bytes() == text


def test_downgrades_are_refused() -> None:
    with pytest.raises(UpgradeRefused, match="1.23"):
        way("1.24", "1.23")
    assert way("1.24", "1.24") == ()
    assert way("1.20", "1.24") == ("1.22", "1.23", "1.24")


@pytest.mark.parametrize("release", releases())
@pytest.mark.parametrize("orchestrator", SIDES)
def test_a_file_tells_its_release(orchestrator: Orchestrator, release: str, tmp_path: Path) -> None:
    path = written(tmp_path, release, orchestrator)
    found = upgrade_file(path, releases()[-1]).report.old
    alike = {"1.20", "1.22"} if orchestrator == "github" and release in ("1.20", "1.22") else set()
    assert found in alike | {release}


@pytest.mark.parametrize("orchestrator", SIDES)
def test_a_file_of_another_release_is_reported(orchestrator: Orchestrator, tmp_path: Path) -> None:
    def codes(release: str, path: Path) -> list[str]:
        state = read_file(path, shown=path.name)
        found = release_findings(load_catalog(release), orchestrator, state, path.name)
        return [f"{f.code} {f.remedy}" for f in found]

    path = written(tmp_path, "1.23", orchestrator)
    assert codes("1.23", path) == []
    assert codes("1.24", path) == [f"FIL118 Run 'upgrade {path.name} --to 1.24'."]
    path = written(tmp_path, "1.25", orchestrator)
    assert codes("1.24", path) == ["FIL118 Check it with --release 1.25."]
    path.write_text("PROJECT_NUMBER=001\n", encoding="utf-8")
    assert codes("1.24", path) == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("release", ["1.20", "1.23"])
@pytest.mark.parametrize("orchestrator", SIDES)
def test_step_by_step_and_directly_give_the_same_whatever_was_filled_in(
    orchestrator: Orchestrator, release: str, seed: int, tmp_path: Path
) -> None:
    slow = written(tmp_path / "slow", release, orchestrator)
    chance = random.Random(f"{seed}{orchestrator}{release}")
    names = chance.sample(sorted(read(slow)), 20)
    put(slow, {name: chance.choice(TEXTS) for name in names})
    fast = tmp_path / slow.name
    fast.write_bytes(slow.read_bytes())
    upgraded(slow, *way(release, "1.25"))
    upgraded(fast, "1.25")
    assert slow.read_bytes() == fast.read_bytes()


@pytest.mark.parametrize("orchestrator", SIDES)
def test_one_thing_is_told_once_whatever_steps_lie_between(
    orchestrator: Orchestrator, tmp_path: Path
) -> None:
    path = written(tmp_path, "1.20", orchestrator)
    before = read(path)
    report = upgraded(path, "1.25").report
    for told in (report.changed_defaults, report.settings, report.removed):
        keys = [entry.key for entry in told]
        assert len(keys) == len(set(keys))
    assert all(entry.old != entry.new for entry in report.changed_defaults)
    names = {entry.old for entry in report.moved} | {n for e in report.removed for n in e.names}
    assert names <= set(before)
    assert not names & template_names(load_catalog("1.25"), orchestrator)


def test_a_kept_value_that_the_new_release_finds_fault_with_is_a_decision(tmp_path: Path) -> None:
    path = written(tmp_path, "1.23", "azure-devops")
    decisions = {entry.code: entry for entry in upgraded(path, "1.25").report.decisions}
    both = decisions["FND106"]
    assert both.values == ("true", "true") and "AI Foundry off" in both.remedy
    assert read(path)["enableAIServices"] == read(path)["enableAIFoundryHub"] == "true"
    assert decisions["NET141"].keys == ("scale_sets.001.address.vnet",)


@pytest.mark.parametrize("orchestrator", SIDES)
def test_an_unknown_name_that_the_new_release_knows_keeps_its_value(
    orchestrator: Orchestrator, tmp_path: Path
) -> None:
    name = {"github": "ENABLE_ELASTICSEARCH", "azure-devops": "enableElasticSearch"}[orchestrator]
    path = written(tmp_path, "1.22", orchestrator)
    put(path, {name: "true"})
    upgrade = upgraded(path, "1.25")
    assert read(path)[name] == "true"
    (taken,) = upgrade.report.taken_up
    assert (taken.old, taken.to) == (name, ("projects.003.services.elasticsearch",))
