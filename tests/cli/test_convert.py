"""convert: one variable file into the other, and back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run, tree
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument

ENV = """\
# ours
PROJECT_NUMBER=007
ENABLE_COSMOS_DB="True"
PROJECT_MEMBERS_IP_ADDRESS="-"
GITHUB_USE_SSH="true"
AIFACTORY_SEEDING_KEYVAULT_NAME="kv-seed"
TAGS='{
  "Team": "ours"
}'
MY_OWN="it's mine"
"""


def env_values(path: Path) -> dict[str, str | None]:
    return {entry.name: entry.value for entry in EnvDocument.parse(path.read_text()).entries}


def test_there_and_back_restores_every_value(run: Run, here: Path) -> None:
    (here / "a.env").write_text(ENV, encoding="utf-8")
    there = run("convert", "a.env", "--to", "azure-devops", "--out", "b.yaml", "--json")
    assert there.code == 0
    values = AdoDocument.parse((here / "b.yaml").read_text(encoding="utf-8"), "b.yaml")
    assert values.get("project_number_000") == "007"
    assert values.get("test_admin_bicep_kv_fw") == "kv-seed"
    assert values.get("tags") == '{"Team":"ours"}'
    assert {"GITHUB_USE_SSH", "MY_OWN"} <= {loss["name"] for loss in there.data["losses"]}
    back = run("convert", "b.yaml", "--to", "github", "--out", "c.env", "--json")
    assert back.code == 0
    original, restored = env_values(here / "a.env"), env_values(here / "c.env")
    assert {name: restored.get(name) for name in original} == original
    assert "MY_OWN" in back.data["restored"]


def test_without_a_file_to_write_the_text_and_the_report_go_separate_ways(
    run: Run, here: Path
) -> None:
    (here / "a.env").write_text(ENV, encoding="utf-8")
    result = run("convert", "a.env", "--to", "azure-devops")
    assert AdoDocument.parse(result.out, "x").get("enableCosmosDB") == "true"
    assert "kept aside GITHUB_USE_SSH = true" in result.err
    assert set(tree(here)) == {"a.env"}


def test_defaults_of_the_other_side_are_listed_and_never_silent(run: Run, here: Path) -> None:
    (here / "a.env").write_text('ENABLE_FOUNDRY_CAPHOST="false"\n', encoding="utf-8")
    data = run("convert", "a.env", "--to", "azure-devops", "--json").data
    document = AdoDocument.parse(data["text"], "x")
    assert document.get("enableAFoundryCaphost") == "false"
    said = {entry.name for entry in document.entries if entry.value and entry.name != "tags"}
    assert said - {"enableAFoundryCaphost"} - set(data["defaults"]) - {"tagsProject"} == set()


def test_what_cannot_be_carried_or_understood_ends_with_exit_code_1(run: Run, here: Path) -> None:
    (here / "a.env").write_text("TAG_REPOSITORY='$(id)'\n", encoding="utf-8")
    result = run("convert", "a.env", "--to", "ado", "--out", "b.yaml")
    assert (result.code, "cannot be carried tag_repository" in result.out) == (1, True)
    (here / "b.env").write_text("NOT AN ASSIGNMENT\nENABLE_BING=true\n", encoding="utf-8")
    result = run("convert", "b.env", "--to", "ado", "--json")
    assert (result.code, [miss["line"] for miss in result.data["not_understood"]]) == (1, [1])


def test_files_are_not_overwritten_unless_told_and_the_wrong_ones_are_refused(
    run: Run, here: Path
) -> None:
    (here / "a.env").write_text(ENV, encoding="utf-8")
    (here / "b.yaml").write_text("mine\n", encoding="utf-8")
    assert run("convert", "a.env", "--to", "azure-devops", "--out", "b.yaml").code == 2
    assert (here / "b.yaml").read_text(encoding="utf-8") == "mine\n"
    assert (
        run("convert", "a.env", "--to", "azure-devops", "--out", "b.yaml", "--overwrite").code == 0
    )
    assert run("convert", "a.env", "--to", "github").code == 2
    assert run("convert", "a.env", "--to", "gitlab").code == 2
    assert run("convert", "a.env").code == 2
    (here / "x.yaml").write_text("factory:\n  tenant_id: x\n", encoding="utf-8")
    assert "import" in run("convert", "x.yaml", "--to", "github").err
