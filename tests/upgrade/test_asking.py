"""What an upgrade asks: what is new and of use, and nothing that is on its way out."""

from __future__ import annotations

from pathlib import Path

from wizard.model.context import split_key
from wizard.session.upgrade_offer import upgrade_in_words
from wizard.session.upgrading import Upgrade, upgrade_repository


def upgrade_from_the_first(root: Path) -> Upgrade:
    (root / "aifactory/wizard").mkdir(parents=True)
    file = root / "aifactory/wizard/factory.yaml"
    file.write_text('release: "1.20"\norchestrator: azure-devops\n', encoding="utf-8")
    return upgrade_repository(root, "1.25")


def test_what_is_retired_is_not_asked_and_told_with_its_default(tmp_path: Path) -> None:
    upgrade = upgrade_from_the_first(tmp_path)
    levels = upgrade.session.catalog.settings
    asked = {split_key(full).key for full in upgrade.to_ask}
    assert "sku.ai_search.dev" in asked
    assert not {key for key in asked if "ai_services" in key}
    assert {levels[key].level for key in asked} <= {"essential", "standard"}
    (new,) = [part.lines for part in upgrade_in_words(upgrade) if part.heading == "New"]
    told = [line for line in new if line.startswith("Old AI Services plan in dev")]
    assert told == ["Old AI Services plan in dev: S0, the default of something retired"]
