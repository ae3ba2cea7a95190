"""Looking in Azure from the full-screen wizard, against a fake on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.azure.fake import FakeAzure, serving
from tests.azure.healthy import DEV, VAULT, healthy, sub, subnet, vnet
from tests.tui.conftest import MakeApp
from wizard.azure.endpoints import STAND_IN
from wizard.tui.app import WizardApp
from wizard.tui.dialogs.ask import AskDialog
from wizard.tui.dialogs.pick_id import PickIdDialog
from wizard.tui.rows.do import DoRow

SIZE = (100, 34)
RESERVED = "scale_sets.001.address.reserved_ranges"


@pytest.fixture
def azure(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAzure]:
    fake = healthy()
    fake.lists[sub(DEV, "/providers/Microsoft.Network/virtualNetworks")] = [
        vnet("vnt-esmlcmn-sdc-dev-001", ["172.16.0.0/16"], [
            subnet("snt-prj001-genai", "172.16.200.0/25"), subnet("agents", "172.16.70.0/24"),
        ]),
        vnet("vnet-shared", ["10.9.0.0/16"], [subnet("snet-cmn", "10.9.0.0/24")], group="rg-net"),
    ]  # fmt: skip
    fake.lists[f"{VAULT}/kv-seeding-sdc-001/secrets"].pop()
    with serving(fake):
        monkeypatch.setenv(STAND_IN, fake.address)
        yield fake


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    for _ in range(200):
        await pilot.pause()
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")


def codes(app: WizardApp) -> set[str]:
    return {finding.code for finding in app.walk.findings()}


def is_looking(app: WizardApp) -> bool:
    return bool(app.frame.query("#looking"))


async def allow(pilot: Pilot[int], app: WizardApp) -> None:
    await pilot.press("ctrl+t")
    await until(pilot, lambda: isinstance(app.screen, AskDialog))
    await pilot.press("enter")


async def test_nothing_is_asked_before_somebody_agreed(make_app: MakeApp, azure: FakeAzure) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        assert azure.asked == []
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is app.frame)
        assert azure.asked == [] and not is_looking(app)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))


async def test_what_was_found_stands_among_the_problems(
    make_app: MakeApp, azure: FakeAzure
) -> None:
    azure.trouble("roleassignments", status=403)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: "AZR113" in codes(app))
        assert {"AZR100", "AZR113"} <= codes(app)
        await until(pilot, lambda: not is_looking(app))
        await pilot.press("f8")
        await until(pilot, lambda: app.frame.row is not None)
        assert app.frame.row is not None
        assert app.frame.row.key == "projects.001.secrets.project_secret"


async def test_a_finding_holds_until_its_answer_changes(
    make_app: MakeApp, azure: FakeAzure
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: "AZR113" in codes(app))
        app.walk.answer("projects.001.secrets.project_secret", "another-name")
        assert "AZR113" not in codes(app)
        app.walk.undo()
        assert "AZR113" in codes(app)


async def test_looking_again_asks_nothing_twice_unless_it_is_wanted(
    make_app: MakeApp, azure: FakeAzure
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: "AZR113" in codes(app) and not is_looking(app))
        asked = len(azure.asked)
        await allow(pilot, app)
        await until(pilot, lambda: app.screen is app.frame and not is_looking(app))
        assert len(azure.asked) == asked
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(azure.asked) == 2 * asked)


async def test_escape_ends_a_look_and_the_wizard_stays_usable(
    make_app: MakeApp, azure: FakeAzure
) -> None:
    azure.trouble("/", seconds=3.0)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: len(azure.asked) > 0)
        assert "Esc ends it" in str(app.frame.query_one("#looking", Static).content)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: app.frame.current == "environments")
        await pilot.press("escape")
        await until(pilot, lambda: not is_looking(app))
        asked = len(azure.asked)
        await asyncio.sleep(0.3)
        assert len(azure.asked) == asked
        assert not any(code.startswith("AZR") for code in codes(app))


async def test_closing_does_not_wait_for_azure(make_app: MakeApp, azure: FakeAzure) -> None:
    azure.trouble("/", seconds=20.0)
    app = make_app()
    async with asyncio.timeout(10), app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: len(azure.asked) > 0)
        await pilot.press("ctrl+q")
    assert app.return_code == 0 or app.return_value == 0


async def test_ranges_that_exist_enter_the_plan_and_can_be_taken_back(
    make_app: MakeApp, azure: FakeAzure
) -> None:
    app = make_app("addresses")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(app.frame.query(DoRow)))
        app.frame.query_one(DoRow).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskDialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskDialog) and not is_looking(app))
        only_networks = {asked.path.split("/")[5] for asked in azure.asked}
        assert only_networks == {"Microsoft.Network"}
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.frame and not is_looking(app))
        view = app.walk.session.view()
        assert view.text("address.reserved_ranges") == "10.9.0.0/16,172.16.70.0/24"
        assert view.text("address.planned.dev") == "genai=172.16.200.0/25"
        app.walk.undo()
        assert app.walk.session.view().text("address.reserved_ranges") == ""


async def test_vnets_and_subnets_can_be_picked(make_app: MakeApp, azure: FakeAzure) -> None:
    app = make_app(changes={"orchestrator": "azure-devops"})
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: "AZR113" in codes(app) and not is_looking(app))
        await app.frame.go_to("scale_sets.001.byo.vnet_name")
        await pilot.pause()
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, PickIdDialog))
        listed = app.screen.query_one(OptionList)
        shown = " ".join(str(listed.get_option_at_index(n).prompt) for n in range(2))
        assert "10.9.0.0/16, group rg-net, dev" in shown
        await pilot.press(*"shared", "enter")
        await until(pilot, lambda: app.screen is app.frame)
        assert app.walk.session.view().text("byo.vnet_name") == "vnet-shared"
        asked = app.walk.ask("scale_sets.001.byo.common_subnet")
        assert asked.offers is asked.applies


async def test_nobody_signed_in(
    make_app: MakeApp, azure: FakeAzure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STAND_IN)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: any("az login" in n.message for n in app._notifications))
        assert not is_looking(app)
        assert azure.asked == []
        assert not any(code.startswith("AZR") for code in codes(app))


@pytest.mark.parametrize(
    ("stand_in", "title"), [(False, "Not signed in"), (True, "No subscription yet")]
)
async def test_a_new_factory_without_ids(
    make_app: MakeApp,
    azure: FakeAzure,
    monkeypatch: pytest.MonkeyPatch,
    stand_in: bool,
    title: str,
) -> None:
    if not stand_in:
        monkeypatch.delenv(STAND_IN)
    app = make_app(new=True)
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: any(n.title == title for n in app._notifications))
        (told,) = [n.message for n in app._notifications if n.title == title]
        assert "no subscription to look in is answered yet" in told.lower()
        assert ("az login" in told) is not stand_in
        assert "'Subscription' of dev (scale_sets.001.environments.dev.subscription_id)" in told
        assert "unknown" not in told and azure.asked == []
        assert not is_looking(app)
        assert not any(code.startswith("AZR") for code in codes(app))


async def test_azure_is_out_of_reach(make_app: MakeApp, azure: FakeAzure) -> None:
    azure.trouble("/", drop=True)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await allow(pilot, app)
        await until(pilot, lambda: any(n.title == "Azure" for n in app._notifications))
        (told,) = [n.message for n in app._notifications if n.title == "Azure"]
        assert told == "Nothing could be looked up, 34 unknown. F8 goes to what is wrong."
        await until(pilot, lambda: "AZR100" in codes(app))
        (remedy,) = {one.remedy for one in app.walk.findings() if one.code == "AZR100"}
        assert "HTTPS_PROXY" in remedy
