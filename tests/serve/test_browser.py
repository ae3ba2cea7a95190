"""The wizard in headless Chromium: walked, typed into, and the files it wrote."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.serve.served import served
from wizard.cli.main import main

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
EXAMPLE = Path(__file__).parents[2] / "output_templates/examples/private-standalone-github.yaml"

pytestmark = [
    pytest.mark.xdist_group("serve"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


class _Terminal:
    """What the page was sent to show, as text; escape sequences stay in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.shown = ""
        page.on("websocket", lambda socket: socket.on("framereceived", self._received))

    def _received(self, payload: str | bytes) -> None:
        self.shown += payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""

    def wait_for(self, text: str) -> None:
        for _ in range(150):
            if text in self.shown:
                self.shown = self.shown.split(text, 1)[1]
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{text!r} was not shown")


def test_an_answer_typed_in_the_browser_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "factory"
    assert main(["generate", "--answers", str(EXAMPLE), "--out", str(folder)]) == 0
    env = folder / ".env"
    assert "fresh-centre" not in env.read_text()
    with served(folder, tmp_path) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 760})
        terminal = _Terminal(page)
        page.goto(address)
        terminal.wait_for("Enter goes on")
        page.keyboard.press("Escape")
        page.keyboard.press("F3")
        terminal.wait_for("Enter goes there")
        page.keyboard.type("tags.cost_center")
        terminal.wait_for("TAG_COSTCENTER")
        page.keyboard.press("Enter")
        terminal.wait_for("Members by e-mail")
        page.keyboard.press("Control+U")
        page.keyboard.type("fresh-centre")
        terminal.wait_for("not written")
        page.keyboard.press("Control+S")
        terminal.wait_for("Save the answers only")
        page.keyboard.press("w")
        terminal.wait_for("Close the wizard")
        browser.close()
    assert 'TAG_COSTCENTER="fresh-centre"' in env.read_text()
    assert (
        "cost_center: fresh-centre" in (folder / "aifactory/wizard/projects/001.yaml").read_text()
    )


def _wizards_on(folder: Path) -> list[str]:
    """The command lines of running wizards on ``folder``."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = place.read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        if str(folder) in words:
            found.append(" ".join(words))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_ctrl_v_pastes_and_nothing_outlives_the_server(tmp_path: Path) -> None:
    folder = tmp_path / "factory"
    folder.mkdir()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with served(folder, tmp_path) as address:
            context = browser.new_context(viewport={"width": 800, "height": 520})
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            page = context.new_page()
            mistakes: list[str] = []
            page.on("pageerror", lambda mistake: mistakes.append(str(mistake)))
            terminal = _Terminal(page)
            page.goto(address)
            terminal.wait_for("Enter goes on")
            page.keyboard.press("Escape")
            page.keyboard.press("F3")
            terminal.wait_for("Enter goes there")
            page.evaluate("navigator.clipboard.writeText('tags.cost_center')")
            page.keyboard.press("Control+V")
            terminal.wait_for("TAG_COSTCENTER")
            assert len(_wizards_on(folder)) >= 2
        assert _wizards_on(folder) == []
        assert "kept as a draft" in page.inner_text("body")
        assert mistakes == []
        browser.close()
