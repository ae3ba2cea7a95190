"""Subscriptions and tenants by their names on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.conftest import MakeApp
from tests.tui.steps import app_of, focus, open_page, row, settle, shown, type_text
from wizard.session.directory import Directory, Subscription, Tenant
from wizard.session.opening import open_repository
from wizard.tui.app import WizardApp
from wizard.tui.dialogs.pick_id import PickIdDialog

ID = "11111111-2222-4333-8444-5555555555"
TENANT = ID + "01"
DEV = "scale_sets.001.environments.dev.subscription_id"
DIRECTORY = Directory(
    cloud="AzureCloud",
    user="ada@contoso.example",
    subscriptions=(
        Subscription(ID + "d1", "AI [Dev]", TENANT, TENANT, "AzureCloud"),
        Subscription(ID + "d2", "AI Stage", TENANT, TENANT, "AzureCloud", "Disabled"),
        Subscription(ID + "d3", "Prod elsewhere", ID + "f1", ID + "f1", "AzureCloud"),
        Subscription(ID + "d0", "Platform", TENANT, TENANT, "AzureCloud"),
    ),
    tenants=(Tenant(TENANT, "Contoso", "contoso.example"), Tenant(ID + "f1", "Fabrikam")),
)


@pytest.fixture
def signed_in(make_app: MakeApp) -> WizardApp:
    app = make_app()
    app.walk.session.directory = DIRECTORY
    return app


@pytest.mark.parametrize("size", [(80, 24), (140, 44)])
async def test_names_stand_beside_ids(signed_in: WizardApp, size: tuple[int, int]) -> None:
    async with signed_in.run_test(size=size) as pilot:
        await settle(pilot)
        assert "Signed in with the Azure CLI as ada@contoso.example" in " ".join(
            shown(signed_in).replace("│", " ").split()
        )
        await focus(pilot, DEV)
        assert "AI [Dev] · tenant Contoso" in shown(signed_in)
        assert "^L" in shown(signed_in)
        if size[0] > 120:
            assert "In your sign-in" in shown(signed_in)
        await focus(pilot, "tenant_id")
        assert "Contoso · contoso.example" in shown(signed_in)


async def test_an_id_is_picked_by_its_name_and_can_be_taken_back(signed_in: WizardApp) -> None:
    async with signed_in.run_test(size=(120, 40)) as pilot:
        await focus(pilot, DEV)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(signed_in.screen, PickIdDialog)
        text = shown(signed_in)
        assert text.index("AI [Dev]") < text.index("Platform") < text.index("Prod elsewhere")
        assert "disabled" in text and "tenant Fabrikam" in text and ID + "d0" in text
        await pilot.press(*"plat", "enter")
        await settle(pilot)
        assert signed_in.walk.session.view(environment="dev").text("subscription_id") == ID + "d0"
        assert line(signed_in, DEV) == ID + "d0"
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert line(signed_in, DEV) == ID + "d1"


def line(app: WizardApp, full: str) -> str:
    """What stands in the field of a question."""
    found = row(app, full)
    assert found is not None
    return found.query_one(Input).value


async def test_arrows_and_escape_in_the_list(signed_in: WizardApp) -> None:
    async with signed_in.run_test(size=(120, 40)) as pilot:
        await focus(pilot, DEV)
        await pilot.press("ctrl+l", "up", "enter")
        await settle(pilot)
        assert line(signed_in, DEV) == ID + "d3", "up from the first goes to the last"
        await pilot.press("ctrl+l", "escape")
        await settle(pilot)
        assert line(signed_in, DEV) == ID + "d3"
        await pilot.press("ctrl+l", *"no such thing", "enter")
        await settle(pilot)
        assert "nothing fits" in shown(signed_in)
        await pilot.press("escape")


async def test_an_id_can_still_be_typed(signed_in: WizardApp) -> None:
    async with signed_in.run_test(size=(120, 40)) as pilot:
        await focus(pilot, DEV)
        await type_text(pilot, ID + "99")
        await settle(pilot)
        assert signed_in.walk.session.view(environment="dev").text("subscription_id") == ID + "99"
        assert "AI [Dev]" not in shown(signed_in)


async def test_a_subscription_elsewhere_is_a_warning_at_its_field(signed_in: WizardApp) -> None:
    async with signed_in.run_test(size=(140, 44)) as pilot:
        await focus(pilot, DEV.replace("dev", "prod"))
        told = " ".join(shown(signed_in).split())
        assert '"Prod elsewhere" belongs to the tenant' in told
        assert "SGN101" in told


async def test_without_a_sign_in_there_is_no_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await focus(pilot, DEV)
        assert "^L" not in shown(app) and "Signed in" not in shown(app)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert not isinstance(app.screen, PickIdDialog)


async def test_what_is_written_knows_nothing_of_the_sign_in(
    make_app: MakeApp, repository: Path
) -> None:
    app = make_app()
    app.walk.session.directory = DIRECTORY
    async with app.run_test(size=(120, 40)) as pilot:
        await focus(pilot, "projects.001.title")
        await type_text(pilot, "Another title")
        await open_page(pilot, "review")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app_of(pilot).walk.unsaved == 0
    written = [path for path in repository.rglob("*") if path.is_file()]
    assert any(path.name == "report.md" for path in written)
    for path in written:
        held = path.read_bytes()
        assert b"AI [Dev]" not in held and b"SGN10" not in held, path
    assert open_repository(repository).session.view().text("title") == "Another title"


async def test_messages_have_the_names_of_the_ids_in_them(make_app: MakeApp) -> None:
    app = make_app(changes={"team.member_object_ids": (ID + "d1",)})
    app.walk.session.directory = DIRECTORY
    async with app.run_test(size=(140, 44)) as pilot:
        await settle(pilot)
        told = [found.message for found in app.walk.findings() if ID + "d1" in found.message]
        assert told and all(f"{ID}d1 (AI [Dev])" in message for message in told)
