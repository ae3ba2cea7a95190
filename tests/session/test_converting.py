"""From one orchestrator's names to the other's."""

from __future__ import annotations

from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.session.converting import Converted, converted, kept_for_the_way_back, restore

CATALOG = load_catalog("1.24")


def to(target: Orchestrator, texts: dict[str, str]) -> Converted:
    return converted(CATALOG, texts, target)


def test_one_seeding_vault_becomes_three() -> None:
    made = to("azure-devops", {"AIFACTORY_SEEDING_KEYVAULT_NAME": "kv-seed"})
    for name in ("dev", "test", "prod"):
        assert made.texts[f"{name}_admin_bicep_kv_fw"] == "kv-seed"


def test_of_three_seeding_vaults_dev_counts_and_the_others_are_kept() -> None:
    texts = {f"{name}_admin_bicep_kv_fw": f"kv-{name}" for name in ("dev", "test", "prod")}
    made = to("github", texts)
    assert made.texts["AIFACTORY_SEEDING_KEYVAULT_NAME"] == "kv-dev"
    kept = {entry.name: entry.value for entry in kept_for_the_way_back(CATALOG, texts, made)}
    assert kept == {"test_admin_bicep_kv_fw": "kv-test", "prod_admin_bicep_kv_fw": "kv-prod"}


def test_a_change_of_devs_vault_leaves_those_of_the_others_alone() -> None:
    texts = {f"{name}_admin_bicep_kv_fw": f"kv-{name}" for name in ("dev", "test", "prod")}
    made = to("github", texts)
    kept = {entry.name: entry for entry in kept_for_the_way_back(CATALOG, texts, made)}
    made.texts["AIFACTORY_SEEDING_KEYVAULT_NAME"] = "kv-new"
    back = to("azure-devops", made.texts)
    restore(back, kept)
    assert {name: back.texts[name] for name in texts} == {
        **texts, "dev_admin_bicep_kv_fw": "kv-new",
    }  # fmt: skip


def test_service_connections_have_no_counterpart_and_come_back() -> None:
    texts = {"dev_service_connection": "sc-dev"}
    made = to("github", texts)
    assert "sc-dev" not in made.texts.values()
    kept = {entry.name: entry for entry in kept_for_the_way_back(CATALOG, texts, made)}
    back = to("azure-devops", made.texts)
    assert "dev_service_connection" in restore(back, kept)
    assert back.texts["dev_service_connection"] == "sc-dev"


def test_what_is_changed_meanwhile_wins_over_what_was_kept() -> None:
    texts = {"ENABLE_COSMOS_DB": "True", "PROJECT_MEMBERS_IP_ADDRESS": "-"}
    made = to("azure-devops", texts)
    kept = {entry.name: entry for entry in kept_for_the_way_back(CATALOG, texts, made)}
    made.texts["enableCosmosDB"] = "false"
    back = to("github", made.texts)
    restore(back, kept)
    assert back.texts["ENABLE_COSMOS_DB"] == "false"
    assert back.texts["PROJECT_MEMBERS_IP_ADDRESS"] == "-"


def test_nothing_is_spelt_as_each_side_understands_it() -> None:
    made = to("azure-devops", {"PROJECT_MEMBERS_IP_ADDRESS": "-"})
    assert made.texts["project_IP_whitelist"] == ""
    assert to("github", {"project_IP_whitelist": ""}).texts["PROJECT_MEMBERS_IP_ADDRESS"] == "-"


def test_a_value_is_carried_although_its_question_does_not_apply() -> None:
    made = to("github", {"enableAdminVM": "false", "admin_hybridBenefit": "true"})
    assert made.texts["ADMIN_HYBRID_BENEFIT"] == "true"


def test_values_of_the_file_win_over_defaults_and_defaults_are_listed() -> None:
    made = to("azure-devops", {"ENABLE_FOUNDRY_CAPHOST": "false"})
    assert made.texts["enableAFoundryCaphost"] == "false"
    assert "enableAFoundryCaphost" not in made.defaults
    assert {"enableBing", "enableCosmosDB"} <= set(made.defaults)
    assert set(made.defaults) | set(made.sources) == set(made.texts)


def test_the_environments_of_one_side_never_borrow_from_each_other() -> None:
    made = to("azure-devops", {"DEV_SUBSCRIPTION_ID": "11111111-2222-4333-8444-5555555555d1"})
    assert made.texts["dev_sub_id"] == "11111111-2222-4333-8444-5555555555d1"
    assert made.texts["test_sub_id"] == ""


def test_macros_are_filled_in_for_github_and_what_is_left_is_refused() -> None:
    made = to(
        "github",
        {"project_number_000": "007", "tag_repository": "repo-$(project_number_000)",
         "tagsProject": '{"P":"$(project_number_000)","E":"$(dev_test_prod)"}'},
    )  # fmt: skip
    assert made.texts["TAG_REPOSITORY"] == "repo-007"
    assert "dev_test_prod" in made.refused["TAGS_PROJECT"]


def test_a_text_that_azure_devops_would_run_as_a_macro_is_refused_and_kept() -> None:
    texts = {"TAG_REPOSITORY": "$(whoami)"}
    made = to("azure-devops", texts)
    assert made.texts["tag_repository"] == ""
    assert "macro" in made.refused["tag_repository"]
    kept = kept_for_the_way_back(CATALOG, texts, made)
    assert [(entry.name, entry.value) for entry in kept] == [("TAG_REPOSITORY", "$(whoami)")]


def test_composed_tags_are_composed_on_the_other_side_and_own_ones_carried() -> None:
    shipped = CATALOG["tags.project"].template_default_azure_devops or ""
    made = to("github", {"project_number_000": "007", "tagsProject": shipped})
    assert '"AIFactory project":"007"' in made.texts["TAGS_PROJECT"]
    own = to("azure-devops", {"TAGS_PROJECT": '{\n "Team": "ours"\n}'})
    assert own.texts["tagsProject"] == '{"Team":"ours"}'
