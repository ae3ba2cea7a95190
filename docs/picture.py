"""Make docs/wizard.svg: the wizard on a made-up factory, drawn by the program itself.

Run by ``make picture``; the same program and data give the same picture.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session.opening import open_repository
from wizard.session.writing import plan_files
from wizard.store.write import apply
from wizard.tui.app import WizardApp

TARGET = Path(__file__).parent / "wizard.svg"
CHANGES = {"services.cosmos_db": True, "services.container_apps": True, "services.web_app": True}


async def draw(page: str, target: Path) -> None:
    """Draw one page of the wizard at 120 x 36."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = folder
        repository = Path(folder) / "contoso-factory"
        repository.mkdir()
        opened = open_repository(repository)
        for full, given in example_answers(load_catalog(), CHANGES).items():
            opened.session.answers.put(full, given)
        apply(plan_files(opened))
        app = WizardApp(open_repository(repository), page)
        app.animation_level = "none"
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            drawn = app.export_screenshot(title="aifactory-wizard")
    # The reader's own monospace font serves; a picture loads nothing from elsewhere.
    target.write_text(re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw("services", TARGET))
