"""Files that stand already: what an import leaves alone, and what a change rewrites."""

from __future__ import annotations

import pytest

from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument
from wizard.model.answers import Given
from wizard.model.kept_variables import keep_variable
from wizard.model.variable_values import FileVariable, read_variables
from wizard.output.ado_file import edited_ado_text
from wizard.output.env_file import edited_env_text
from wizard.session import Session

CATALOG = load_catalog("1.24")
ODD = """\
# our factory
PROJECT_NUMBER="001"
export AIFACTORY_SUFFIX=-001   # the only one
ENABLE_COSMOS_DB=True
ENABLE_BING=""
KEYVAULT_SOFT_DELETE=''
ENABLE_POSTGRESQL="false"
POSTGRES_ADMIN_EMAILS="<todo>@contoso.example"
\tENABLE_REDIS_CACHE='false'
TENANT_ID=$'11111111-2222-4333-8444-555555555501'
TAGS='{
  "Team": "ours"
}'
MY_OWN="keep me"
AIFACTORY_PREFIX = spaced
ADMIN_HYBRID_BENEFIT="true" # not now
"""
ODD_YAML = """\
variables:
  # our factory
  project_number_000: "001"
  admin_aifactorySuffixRG: '-001'
  enablecosmosdb: True
  enableBing: ""
  tagsProject: '{"Team":"$(project_number_000)","Mine":"yes"}'
  my_own: 007
  admin_hybridBenefit: "true" # not now
"""


def session_of(text: str, orchestrator: Orchestrator) -> Session:
    parsed = (EnvDocument if orchestrator == "github" else AdoDocument).parse(text, "file")
    variables = [FileVariable(e.name, e.value, e.line) for e in parsed.entries
                 if e.value is not None]  # fmt: skip
    answers = read_variables(CATALOG, orchestrator, variables, "file").answers
    answers.put("orchestrator", Given(orchestrator, "imported"))
    return Session(CATALOG, answers)


def rewritten(text: str, session: Session, orchestrator: Orchestrator) -> str:
    view = session.view()
    if orchestrator == "github":
        return edited_env_text(text, view, deliver_github(view).file, "file")
    return edited_ado_text(text, view, deliver_azure_devops(view), "file")


def gone(before: str, after: str) -> list[str]:
    """Lines that are no longer there, in order."""
    left = set(after.splitlines())
    return [line for line in before.splitlines() if line not in left]


def without(text: str, added: str) -> str:
    """The lines of ``added`` that also stand in ``text``, as a text."""
    known = set(text.splitlines())
    return "".join(f"{line}\n" for line in added.splitlines() if line in known)


@pytest.mark.parametrize(
    ("text", "orchestrator"), [(ODD, "github"), (ODD_YAML, "azure-devops")], ids=["env", "yaml"]
)
def test_an_imported_file_keeps_every_line_and_gains_only_what_it_lacks(
    text: str, orchestrator: Orchestrator
) -> None:
    session = session_of(text, orchestrator)
    once = rewritten(text, session, orchestrator)
    assert without(text, once) == text
    assert rewritten(once, session, orchestrator) == once


def test_a_change_rewrites_its_line_and_those_that_follow_from_it() -> None:
    session = session_of(ODD, "github")
    session.set("services.cosmos_db", False)
    session.set("services.bing", True)
    after = rewritten(ODD, session, "github")
    assert gone(ODD, after) == ["ENABLE_COSMOS_DB=True", 'ENABLE_BING=""']
    assert EnvDocument.parse(after).get("ENABLE_BING") == "true"


def test_a_forgotten_choice_behind_a_service_that_is_switched_off_goes_from_the_file() -> None:
    text = 'PROJECT_NUMBER="001"\nAIFACTORY_SUFFIX="-001"\nENABLE_ADMIN_VM="true"\n' \
           'ADMIN_HYBRID_BENEFIT="true"\n'  # fmt: skip
    session = session_of(text, "github")
    session.set("access.admin_vm", False)
    document = EnvDocument.parse(rewritten(text, session, "github"))
    assert document.get("ADMIN_HYBRID_BENEFIT") == "false"


def test_booleans_and_lists_that_pipelines_take_otherwise_are_written_as_read() -> None:
    text = 'PROJECT_NUMBER="001"\nAIFACTORY_SUFFIX="-001"\nENABLE_BING=yes\n' \
           'PROJECT_MEMBERS="11111111-2222-4333-8444-555555555502, ' \
           '11111111-2222-4333-8444-555555555503"\n'  # fmt: skip
    document = EnvDocument.parse(rewritten(text, session_of(text, "github"), "github"))
    assert document.get("ENABLE_BING") == "true"
    assert " " not in (document.get("PROJECT_MEMBERS") or "")


def test_the_file_of_another_project_is_filled_with_this_ones_values() -> None:
    session = session_of(ODD.replace("001", "004"), "github")
    after = EnvDocument.parse(rewritten(ODD, session, "github"))
    assert after.get("PROJECT_NUMBER") == "004"
    assert after.get("ADMIN_HYBRID_BENEFIT") == "false"
    assert after.get("MY_OWN") == "keep me"


def test_line_ends_of_windows_become_plain_and_nothing_else_changes() -> None:
    windows = ODD.replace("\n", "\r\n")
    after = rewritten(windows, session_of(windows, "github"), "github")
    assert "\r" not in after
    assert without(ODD, after) == ODD


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
def test_names_that_were_kept_aside_come_last_once(orchestrator: Orchestrator) -> None:
    text = ODD if orchestrator == "github" else ODD_YAML
    session = session_of(text, orchestrator)
    for name, value in (("MINE_TOO", 'it\'s "$(here)"'), ("MY_OWN", "not this one")):
        keep_variable(session.answers, "001", orchestrator, name, Given(value))
    once = rewritten(text, session, orchestrator)
    if orchestrator == "github":
        assert EnvDocument.parse(once).get("MINE_TOO") == 'it\'s "$(here)"'
        assert EnvDocument.parse(once).get("MY_OWN") == "keep me"
    else:
        assert AdoDocument.parse(once, "x").get("MINE_TOO") == 'it\'s "$(here)"'
        assert AdoDocument.parse(once, "x").get("MY_OWN") == "007"
    assert rewritten(once, session, orchestrator) == once
    keep_variable(session.answers, "002", orchestrator, "NOT_HERE", Given("x"))
    assert rewritten(once, session, orchestrator) == once
