"""The files of a project, as their readers see them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.catalog.load import load_catalog
from wizard.formats.errors import FormatError
from wizard.output.files import ADO_FILE, ENV_FILE, OutputFile
from wizard.output.project_files import project_files
from wizard.rules.example import example_answers
from wizard.session import Session

CATALOG = load_catalog("1.24")
BASH = shutil.which("bash")
HOSTILE = [
    "it's", 'say "hi"', "$HOME", "`id`", "$(id)", "a # b", "#", " padded ", "back\\slash",
    "tab-less", "é ü 漢", "!bang", "~", "*", "a;b&c|d", "${x}", "%s", "\\n", "'", '"', "=",
]  # fmt: skip


def made(
    session: Session, existing: dict[str, str] | None = None, orchestrator: str = "both"
) -> dict[str, OutputFile]:
    kinds = ("github", "azure-devops") if orchestrator == "both" else (orchestrator,)
    files = project_files(
        session.view(),
        kinds,  # type: ignore[arg-type]
        active=True,
        existing=existing or {},
        findings=[],
        environments=session.view().environments,
    )
    return {file.path: file for file in files}


def a_session(**changes: object) -> Session:
    return Session(CATALOG, example_answers(CATALOG, {k.replace("__", "."): v
                                                      for k, v in changes.items()}))  # fmt: skip


def sourced(text: str, names: list[str], folder: Path) -> dict[str, str]:
    """The values that bash holds after sourcing a file."""
    (folder / ".env").write_text(text, encoding="utf-8", newline="\n")
    script = 'set -eu; source ./.env; for name in "$@"; do printf "%s\\0" "${!name}"; done'
    result = subprocess.run(
        [BASH or "bash", "--noprofile", "--norc", "-c", script, "bash", *names],
        cwd=folder, capture_output=True, check=True, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert result.stderr == b""
    return dict(zip(names, result.stdout.decode().split("\0"), strict=False))


def test_the_same_answers_give_the_same_bytes() -> None:
    first = {path: file.data for path, file in made(a_session()).items()}
    assert {path: file.data for path, file in made(a_session()).items()} == first


def test_every_name_stands_once_and_line_ends_are_unix() -> None:
    files = made(a_session())
    text = files[ENV_FILE].data.decode()
    names = [line.split("=")[0] for line in text.splitlines() if line and line[0] != "#"]
    assert len(names) == len(set(names))
    assert "\r" not in text
    assert text.endswith("\n")
    template = {
        v.name for s in CATALOG.settings.values() for v in s.github if v.level != "environment"
    }
    assert set(names) == template
    assert all(len(line) <= 100 for line in text.splitlines() if line.startswith("#"))


@pytest.mark.skipif(BASH is None, reason="bash is the judge")
@pytest.mark.parametrize("value", HOSTILE)
def test_bash_gives_hostile_values_back(value: str, tmp_path: Path) -> None:
    session = a_session(title=value, tags__repository=value)
    text = made(session, orchestrator="github")[ENV_FILE].data.decode()
    assert sourced(text, ["TAG_REPOSITORY"], tmp_path) == {"TAG_REPOSITORY": value.strip()}


@pytest.mark.skipif(BASH is None, reason="bash is the judge")
def test_bash_gives_every_value_back(tmp_path: Path) -> None:
    from wizard.delivery.github import deliver_github

    session = a_session(networking__mode="hybrid", team__allowed_ips="203.0.113.7,198.51.100.0/24")
    wanted = {item.name: item.value for item in deliver_github(session.view()).file}
    text = made(session)[ENV_FILE].data.decode()
    assert sourced(text, list(wanted), tmp_path) == wanted


@pytest.mark.parametrize("value", ["$(id)", "${{ x }}", "a$[1]"])
def test_a_fresh_yaml_holds_no_macro_that_nobody_meant(value: str) -> None:
    with pytest.raises(FormatError, match="tag_repository would act as a macro"):
        made(a_session(tags__repository=value), orchestrator="azure-devops")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_yaml_gives_every_text_back(value: str) -> None:
    if any(mark in value for mark in ("$(", "${{", "$[")):
        return
    session = a_session(tags__repository=value)
    read = yaml.safe_load(made(session, orchestrator="azure-devops")[ADO_FILE].data)["variables"]
    assert read["tag_repository"] == value.strip()


def test_azure_devops_booleans_are_quoted_texts() -> None:
    read = yaml.safe_load(made(a_session())[ADO_FILE].data)["variables"]
    assert read["enableCosmosDB"] == "false"
    assert read["project_number_000"] == "001"
    assert read["aksSkuTier"] == "Standard"
    assert isinstance(read["modelGPTXCapacity"], int)


def test_an_existing_env_keeps_comments_order_and_unknown_names() -> None:
    before = (
        "# ours\nMY_OWN=\"kept\"  # for the cron job\nENABLE_COSMOS_DB='false' # database\n"
        'TENANT_ID="11111111-2222-4333-8444-555555555501"\n'
    )
    after = made(a_session(services__cosmos_db=True), {ENV_FILE: before})[ENV_FILE].data.decode()
    lines = after.splitlines()
    assert lines[:2] == before.splitlines()[:2]
    assert "ENABLE_COSMOS_DB='true' # database" in lines
    assert after.count("TENANT_ID=") == 1


def test_an_existing_variables_file_keeps_its_lines() -> None:
    before = "# ours\nvariables:\n  mine: 'kept' # note\n  enableCosmosDB: 'false'  # database\n"
    after = made(a_session(services__cosmos_db=True), {ADO_FILE: before})[ADO_FILE].data.decode()
    assert "  mine: 'kept' # note" in after
    assert "  enableCosmosDB: 'true'  # database" in after
    assert yaml.safe_load(after)["variables"]["aksSkuTier"] == "Standard"


def test_a_file_that_is_as_it_should_be_stays_byte_for_byte() -> None:
    files = made(a_session())
    existing = {path: files[path].data.decode() for path in (ENV_FILE, ADO_FILE)}
    again = made(a_session(), existing)
    assert again[ENV_FILE].data == files[ENV_FILE].data
    assert again[ADO_FILE].data == files[ADO_FILE].data


def test_secrets_stand_by_name_in_the_list_and_by_value_in_no_file_for_git() -> None:
    member = "11111111-2222-4333-8444-555555555510"
    files = made(a_session())
    folder = "aifactory/wizard/generated/001/github"
    listed = files[f"{folder}/secrets.txt"].data.decode()
    assert "dev PROJECT_MEMBERS " in listed
    assert "prod AZURE_CREDENTIALS by-hand" in listed
    for name in ("secrets.txt", "delete.txt", "apply.sh"):
        assert member not in files[f"{folder}/{name}"].data.decode()


def test_each_environment_has_its_own_secrets_and_variables_and_they_stay_out_of_git() -> None:
    session = a_session(environments__stage__enabled=False)
    vaults = {"dev": "11111111-2222-4333-8444-5555555555e1",
              "prod": "11111111-2222-4333-8444-5555555555e3"}  # fmt: skip
    for name, subscription in vaults.items():
        session.set(f"environments.{name}.seeding.subscription_id", subscription)
    files = made(session, orchestrator="github")
    folder = "aifactory/wizard/generated/001/github"
    told = {name: files[f"{folder}/{name}.secrets.env"].data.decode() for name in vaults}
    for name, subscription in vaults.items():
        line = f'AIFACTORY_SEEDING_KEYVAULT_SUBSCRIPTION_ID="{subscription}"\n'
        assert [place for place, text in told.items() if line in text] == [name]
        assert told[name].count("\nAIFACTORY_SEEDING_KEYVAULT_SUBSCRIPTION_ID=") == 1
    listed = files[f"{folder}/secrets.txt"].data.decode().splitlines()
    assert len(listed) == len(set(listed))
    assert not any(name.startswith("stage") for name in (*listed, *(Path(p).name for p in files)))
    kept_out = {Path(path).name for path, file in files.items() if not file.commit}
    assert kept_out == {".env", "repository.env", "dev.env", "prod.env", "dev.secrets.env",
                        "prod.secrets.env"}  # fmt: skip


def test_a_fresh_env_explains_its_sections_and_settings() -> None:
    lines = made(a_session(), orchestrator="github")[ENV_FILE].data.decode().splitlines()
    told = " ".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
    delivered = {s.key for s in CATALOG.settings.values()
                 for v in s.github if v.level != "environment"}  # fmt: skip
    for section in CATALOG.sections:
        settings_of = [s for s in CATALOG.in_section(section.id) if s.key in delivered]
        words = " ".join(f"{section.title}: {section.help}".split())
        assert (words in told) == bool(settings_of), section.id
        for setting in settings_of:
            at = lines.index(f"# {setting.title}")
            assert lines[at - 1] == "" and not lines[at + 1].startswith("#"), setting.key
    comments = [line for line in lines if line.startswith("# ")]
    assert max(map(len, comments)) > 90


def test_names_that_became_empty_are_listed_for_deletion() -> None:
    listed = made(a_session())["aifactory/wizard/generated/001/github/delete.txt"].data.decode()
    assert "variable repository PRIV_DNS_SUBSCRIPTION_PARAM\n" in listed
    assert "variable dev PROJECT_NUMBER\n" in listed
    assert "variable repository PROJECT_NUMBER\n" not in listed


def test_the_manifest_lists_every_file_and_its_reader() -> None:
    files = made(a_session())
    manifest = files["aifactory/wizard/generated/001/MANIFEST.md"].data.decode()
    for path in files:
        assert path.endswith("MANIFEST.md") or f"`{path}`" in manifest


def test_the_report_says_what_differs_and_what_is_not_honoured() -> None:
    session = a_session(sku__postgresql__dev="Standard_D2s_v3", services__postgresql=True)
    report = made(session)["aifactory/wizard/generated/001/report.md"].data.decode()
    assert "`lifecycle.delete_disabled_services` | `false` | `true`" in report
    assert "- PostgreSQL machine in dev on GitHub Actions: nothing reads it.\n" in report
    assert "- PostgreSQL: No workflow passes size and tier; " in report
