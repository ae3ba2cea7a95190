"""Going to a later release on the screen: told first, asked what is new, shown, then written."""

from __future__ import annotations

from pathlib import Path

from tests.tui.steps import focus, settle, shown, title_line, type_text
from wizard.catalog.load import load_catalog
from wizard.model.context import split_key
from wizard.session.directory import Directory, Subscription
from wizard.session.opening import open_repository
from wizard.session.upgrading import upgrade_repository
from wizard.store.drafts import load_draft
from wizard.tui.app import WizardApp
from wizard.tui.dialogs.ask import AskDialog
from wizard.tui.upgrade_screen import UpgradeScreen

OLD, NEW = "1.23", "1.25"


def factory_text(repository: Path) -> str:
    return (repository / "aifactory/wizard/factory.yaml").read_text(encoding="utf-8")


async def test_an_upgrade_is_offered_told_asked_and_written(
    old_app: WizardApp, repository: Path
) -> None:
    wanted = {f.path: f.after for f in upgrade_repository(repository, NEW).plan().changes}
    async with old_app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        assert f"Upgrade to {NEW}" in shown(old_app)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert isinstance(old_app.screen, UpgradeScreen)
        text = shown(old_app)
        assert f"{OLD} → {NEW}" in text
        for part in ("Defaults that are others now", "Stays, though", "New", "To decide", "Files"):
            assert part in text
        await pilot.press("enter")
        await settle(pilot)
        assert "Main chat model: gpt-5-mini → gpt-5.4-mini" in shown(old_app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert OLD in factory_text(repository)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert f"{NEW} · GitHub" in title_line(old_app)
        assert old_app.walk.session.catalog.release == NEW
    for path, after in wanted.items():
        assert (repository / path).read_bytes() == after
    assert f'release: "{NEW}"' in factory_text(repository)
    assert list((repository / "aifactory/wizard/.backup").rglob("factory.yaml"))


async def test_only_what_is_new_and_matters_is_asked_and_answers_are_written(
    old_app: WizardApp, repository: Path
) -> None:
    async with old_app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        old_app.frame.action_upgrade()
        await settle(pilot)
        screen = old_app.screen
        assert isinstance(screen, UpgradeScreen)
        asked = list(screen.page.rows)
        assert asked and set(asked) <= set(screen.upgrade.to_ask)
        assert not {split_key(full).key for full in asked} & set(load_catalog(OLD).settings)
        row = screen.page.rows["projects.001.services.content_safety"]
        row.focus()
        await pilot.press("space")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(old_app.screen, AskDialog)
        await pilot.press("escape", "ctrl+s", "ctrl+s")
        await settle(pilot)
        assert old_app.walk.session.view().is_on("services.content_safety")


async def test_answers_are_there_again_when_one_comes_back_to_the_upgrade(
    old_app: WizardApp, repository: Path
) -> None:
    key = "projects.001.services.content_safety"
    before = factory_text(repository)
    async with old_app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        old_app.frame.action_upgrade()
        await settle(pilot)
        screen = old_app.screen
        assert isinstance(screen, UpgradeScreen)
        screen.page.rows[key].focus()
        await pilot.press("space", "escape")
        await settle(pilot)
        assert "1 answer given here: kept" in shown(old_app)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert old_app.frame.is_current
        assert factory_text(repository) == before
        old_app.frame.action_upgrade()
        await settle(pilot)
        again = old_app.screen
        assert isinstance(again, UpgradeScreen)
        assert again.page.rows[key].asked.text == "true"
        await pilot.press("ctrl+s", "ctrl+s")
        await settle(pilot)
        assert old_app.walk.session.view().is_on("services.content_safety")


async def test_leaving_an_upgrade_changes_nothing(old_app: WizardApp, repository: Path) -> None:
    before = factory_text(repository)
    async with old_app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert old_app.is_running
        assert old_app.screen is old_app.frame
        assert OLD in title_line(old_app)
    assert factory_text(repository) == before


async def test_an_upgrade_waits_for_what_is_not_written(old_app: WizardApp) -> None:
    async with old_app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        await type_text(pilot, "zeta-")
        await settle(pilot)
        old_app.frame.action_upgrade()
        await settle(pilot)
        assert old_app.screen is old_app.frame
        assert "1 change not written" in shown(old_app)


async def test_the_palette_offers_the_upgrade(old_app: WizardApp) -> None:
    async with old_app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p", *"upgrade")
        await pilot.pause(0.6)
        assert f"Upgrade to release {NEW}" in shown(old_app)


async def test_names_of_subscriptions_are_known_after_the_upgrade_as_well(
    old_app: WizardApp,
) -> None:
    one = Subscription("11111111-2222-4333-8444-5555555555d1", "AI Dev")
    old_app.walk.session.directory = Directory(subscriptions=(one,))
    async with old_app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        old_app.frame.action_upgrade()
        await settle(pilot)
        await pilot.press("ctrl+s", "ctrl+s")
        await settle(pilot)
        assert old_app.walk.session.catalog.release == NEW
        await focus(pilot, "scale_sets.001.environments.dev.subscription_id")
        assert "AI Dev" in shown(old_app)


async def test_answers_for_an_upgrade_outlive_a_terminal_that_dies(
    old_app: WizardApp, repository: Path
) -> None:
    key = "projects.001.services.content_safety"
    async with old_app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        old_app.frame.action_upgrade()
        await settle(pilot)
        screen = old_app.screen
        assert isinstance(screen, UpgradeScreen)
        screen.page.rows[key].focus()
        await pilot.press("space")
        await pilot.pause(0.5)
    later = WizardApp(open_repository(repository))
    async with later.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert later.frame.is_current
        later.frame.action_upgrade()
        await settle(pilot)
        again = later.screen
        assert isinstance(again, UpgradeScreen)
        assert again.page.rows[key].asked.text == "true"
        await pilot.press("ctrl+s", "ctrl+s")
        await settle(pilot)
        assert later.walk.session.view().is_on("services.content_safety")
    assert load_draft(repository) is None
