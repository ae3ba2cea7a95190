"""Every emitted parameter file fits its template, parses, and says the same in both formats."""

from __future__ import annotations

import gc
import json
import posixpath
from functools import cache
from typing import Any

import jsonschema
import pytest

from tests.delivery.bicep_examples import CATALOG, EXAMPLES, declared, session_of
from tests.formats.bicep_judges import complaints
from tests.formats.test_arm_parameters import SHAPE
from wizard.catalog.setting import ENVIRONMENTS
from wizard.formats.arm_parameters import SecretReference, read_arm_parameters
from wizard.formats.bicep_literals import Call
from wizard.formats.bicepparam import Bicepparam, read_bicepparam
from wizard.formats.errors import FormatError
from wizard.output.bicep_files import bicep_files
from wizard.rules.example import example_answers
from wizard.session import Session

TYPES = {"string": str, "bool": bool, "int": int, "object": dict, "array": list}
CASES = [(example, name) for example in EXAMPLES for name in ("github", "azure-devops")]
HOME = "azure-enterprise-scale-ml/environment_setup/aifactory/bicep/"
AT_RUN_TIME = {"AIF_ADMIN_PASSWORD", "AIF_RANDOM_SALT"}


@cache
def files(example: str, orchestrator: str) -> dict[str, str]:
    view = session_of(example, orchestrator).view()
    return {file.path: file.data.decode() for file in bicep_files(view, ENVIRONMENTS)}


def parameter_files(example: str, orchestrator: str) -> dict[str, Bicepparam]:
    found = files(example, orchestrator)
    return {path: read_bicepparam(text, path) for path, text in found.items()
            if path.endswith(".bicepparam")}  # fmt: skip


def template_of(path: str, using: str) -> str:
    """The template that a file names, below the vendor's Bicep folder."""
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), using))
    assert whole.startswith(HOME), whole
    return whole.removeprefix(HOME)


def is_of_type(value: Any, kind: str) -> bool:
    return type(value) is TYPES[kind]


@pytest.mark.parametrize(("example", "orchestrator"), CASES)
def test_every_file_fits_the_template_that_it_names(example: str, orchestrator: str) -> None:
    checked = 0
    for path, file in parameter_files(example, orchestrator).items():
        table = declared()[template_of(path, file.using)]
        assert set(file.values) <= set(table), path
        assert {n for n, row in table.items() if row.get("required")} <= set(file.values), path
        for name, value in file.values.items():
            row = table[name]
            if isinstance(value, Call):
                assert value.name == "readEnvironmentVariable"
                assert value.arguments[0] in AT_RUN_TIME
                assert row["type"] == "string"
                continue
            assert is_of_type(value, row["type"]), (path, name, value)
            assert value in row.get("allowed", [value]), (path, name, value)
            assert not row.get("secure") and "password" not in name.lower()
            checked += 1
    assert checked > 3000


@pytest.mark.parametrize(("example", "orchestrator"), CASES)
def test_only_what_the_template_computes_or_keeps_secret_is_left_out(
    example: str, orchestrator: str
) -> None:
    for path, file in parameter_files(example, orchestrator).items():
        table = declared()[template_of(path, file.using)]
        for name in set(table) - set(file.values):
            assert table[name].get("computed") or table[name].get("secure"), (path, name)


@pytest.mark.parametrize(("example", "orchestrator"), CASES)
def test_both_formats_say_the_same(example: str, orchestrator: str) -> None:
    found = files(example, orchestrator)
    for path, file in parameter_files(example, orchestrator).items():
        twin = path.removesuffix(".bicepparam") + ".parameters.json"
        jsonschema.validate(json.loads(found[twin]), SHAPE)
        values = read_arm_parameters(found[twin], twin)
        literal = {n: v for n, v in file.values.items() if not isinstance(v, Call)}
        references = {n: v for n, v in values.items() if isinstance(v, SecretReference)}
        assert {n: v for n, v in values.items() if n not in references} == literal
        table = declared()[template_of(path, file.using)]
        assert all(table[name]["secure"] for name in references)


@pytest.mark.parametrize("example", EXAMPLES)
def test_both_public_grammars_accept_every_file(example: str) -> None:
    found = files(example, "github")
    for path, text in found.items():
        if path.endswith(".bicepparam") and "/dev/" in path:
            assert complaints(text) == [], path


def test_hostile_answers_stay_values() -> None:
    hostile = "'\n}\nparam evil = true // ${resourceGroup().id} \\"
    changes = {
        "tags.project": json.dumps({"Note": hostile, hostile: "key"}),
        "elasticsearch.company": hostile,
        "services.elasticsearch": True,
    }
    view = Session(CATALOG, example_answers(CATALOG, changes)).view()
    texts = {file.path: file.data.decode() for file in bicep_files(view, ("dev",))}
    read = {path.rsplit("/", 1)[-1]: read_bicepparam(text).values
            for path, text in texts.items() if path.endswith(".bicepparam")}  # fmt: skip
    assert read["64-databases.bicepparam"]["elasticCompanyName"] == hostile.strip()
    assert read["61-foundation.bicepparam"]["tagsProject"] == {"Note": hostile, hostile: "key"}
    assert all("evil" not in values for values in read.values())


def test_a_value_that_no_file_can_hold_names_step_and_parameter() -> None:
    changes = {"tags.common": json.dumps({"Note": "\ud800"})}
    view = Session(CATALOG, example_answers(CATALOG, changes)).view()
    with pytest.raises(FormatError, match="step 01, Common resource group: tags: "):
        bicep_files(view, ("dev",))


def test_a_file_says_beside_a_value_what_is_special_about_it() -> None:
    found = files("private", "github")
    lines = found["aifactory/wizard/generated/001/bicep/dev/03-rgLevel.bicepparam"].splitlines()
    at = lines.index(next(line for line in lines if line.startswith("param enableAMPLS ")))
    assert lines[at - 1] == (
        "// Not as the pipelines pass it: Nobody passes the private link scope of monitoring."
    )
    changes = {"foundry.deployment_type": "2", "search.semantic_tier": "gold"}
    view = Session(CATALOG, example_answers(CATALOG, changes)).view()
    (text,) = (file.data.decode() for file in bicep_files(view, ("dev",))
               if file.path.endswith("dev/63-cognitive-services.bicepparam"))  # fmt: skip
    lines = text.splitlines()
    at = lines.index("param semanticSearchTier = 'gold'")
    above = "\n".join(lines[:at]).rpartition("\nparam ")[2]
    assert "// PROBLEM: the template takes one of disabled, free, standard" in above
    assert text.count("PROBLEM") == 1


def test_a_secret_is_referred_to_in_the_seeding_key_vault_of_its_environment() -> None:
    for name in ENVIRONMENTS:
        path = f"aifactory/wizard/generated/001/bicep/{name}/03-rgLevel.parameters.json"
        given = json.loads(files("private", "github")[path])["parameters"]["adminPassword"]
        view = session_of("private").view(environment=name)
        assert given == {
            "reference": {
                "keyVault": {
                    "id": f"/subscriptions/{view.text('seeding.subscription_id')}"
                    f"/resourceGroups/{view.text('seeding.resource_group')}"
                    f"/providers/Microsoft.KeyVault/vaults/{view.text('seeding.key_vault')}"
                },
                "secretName": "aif-admin-password",
            }
        }


def test_first_and_later_runs_have_files_of_their_own() -> None:
    found = parameter_files("many", "github")
    home = "aifactory/wizard/generated/001/bicep/prod"
    first = found[f"{home}/64-databases.bicepparam"]
    later = found[f"{home}/rerun/64-databases.bicepparam"]
    changed = {n for n in first.values if first.values[n] != later.values[n]}
    assert changed == {
        "cosmosDBExists", "elasticExists", "postgreSQLExists", "redisExists", "sqlServerExists",
    }  # fmt: skip
    assert template_of(f"{home}/rerun/x", later.using) == template_of(f"{home}/x", first.using)
    assert f"{home}/rerun/02-networkCommon.bicepparam" not in found


def test_the_submodule_may_stand_elsewhere() -> None:
    view = session_of("private").view()
    (file, *_) = bicep_files(view, ("dev",), submodule="vendor/aif")
    using = read_bicepparam(file.data.decode()).using
    assert using == (
        "../../../../../../vendor/aif/environment_setup/aifactory/bicep/"
        "esml-common/main/11-rgCommon.bicep"
    )


def test_the_same_answers_give_the_same_bytes() -> None:
    view = Session(CATALOG, example_answers(CATALOG, EXAMPLES["many"])).view()
    again = {file.path: file.data.decode() for file in bicep_files(view, ENVIRONMENTS)}
    assert again == files("many", "github")


def test_nothing_stays_behind_that_only_the_garbage_collector_finds() -> None:
    view = session_of(next(iter(EXAMPLES)), "github").view()
    bicep_files(view, ENVIRONMENTS)
    collects = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        bicep_files(view, ENVIRONMENTS)
        assert gc.collect() == 0
    finally:
        if collects:
            gc.enable()
