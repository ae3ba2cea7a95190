"""An upgrade asks only what is new and applies."""

from __future__ import annotations

from pathlib import Path

from tests.prompts.person import Person
from tests.upgrade.files import written
from wizard.model.context import split_key
from wizard.prompts.asker import Command
from wizard.prompts.new_in_release import ask_new
from wizard.session.upgrading import upgrade_file

TENANT = "11111111-2222-4333-8444-555555555502"


def test_what_needs_an_answer_comes_first_and_old_questions_do_not_come(tmp_path: Path) -> None:
    upgrade = upgrade_file(written(tmp_path, "1.24", "azure-devops"), "1.25")
    keys = upgrade.to_ask
    assert keys[0] == "identities.azure_devops_tenant_id"
    assert "personas.enabled" in {split_key(key).key for key in keys}
    assert not {key for key in keys if "gateway" in key or key == "tenant_id"}
    person = Person({"Azure DevOps organisation's tenant": TENANT})
    ask_new(upgrade.opened, keys, person)
    assert 2 <= len(person.asked) <= len(keys)
    assert upgrade.session.view().text("identities.azure_devops_tenant_id") == TENANT
    assert upgrade.unanswered == ()


def test_back_and_out(tmp_path: Path) -> None:
    upgrade = upgrade_file(written(tmp_path, "1.24", "azure-devops"), "1.25")
    first, second, *_ = upgrade.to_ask
    titles = [upgrade.session.catalog[split_key(key).key].title for key in (first, second)]
    person = Person({titles[1]: [Command.BACK, Command.NEXT_PAGE]})
    ask_new(upgrade.opened, upgrade.to_ask, person)
    assert person.asked == [titles[0], titles[1], titles[0], titles[1]]
