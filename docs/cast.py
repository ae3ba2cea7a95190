"""Make docs/cast.svg: a first set-up, step by step, played by the program without a terminal.

One animated picture from a screenshot per step; the same program gives the same picture.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from textual.widgets import Input

from wizard.session.opening import open_repository
from wizard.tui.app import WizardApp

TARGET = Path(__file__).parent / "cast.svg"
SECONDS = 2.5
"""How long each step is shown."""
NEEDLESS = (
    r"@font-face \{.*?\}",
    r"<!--.*?-->",
    r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*',
    r' clip-path="url\(#[^)]*-line-\d+\)"',
    r' textLength="[^"]*"',
)
"""What a reader's own monospace font and a small file can do without."""


def needed(*texts: str) -> tuple[str, ...]:
    """F8 to what needs an answer next, and the answer, once for each text."""
    return tuple(key for text in texts for key in ("f8", *text))


ID = "11111111-2222-4333-8444-5555555555"
STEPS: tuple[tuple[str, ...], ...] = (
    (),
    needed("contoso/ai-factory-001"),
    needed(f"{ID}01", f"{ID}d1", "kv-seed-dev-001"),
    needed("rg-seed-dev-001", f"{ID}d0", f"{ID}d2", f"{ID}d3"),
    needed(f"{ID}10", "team-001@contoso.example"),
    ("f3", *"cosmos"),
    ("enter", "space"),
    ("ctrl+s",),
    ("ctrl+s",),
)
"""What is pressed before each picture: a set-up with the answers that no default can give."""


async def screens() -> AsyncIterator[str]:
    """The screen after each step, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = folder
        repository = Path(folder) / "contoso-factory"
        repository.mkdir()
        app = WizardApp(open_repository(repository))
        app.animation_level = "none"
        async with app.run_test(size=(100, 30)) as pilot:
            for keys in STEPS:
                await pilot.press(*keys)
                await pilot.pause(0.6)
                while app.walk.is_stale:
                    await pilot.pause(0.1)
                for line in app.screen.query(Input):
                    line.cursor_blink = False
                await pilot.pause()
                yield app.export_screenshot(title="aifactory-wizard")


def animated(drawn: list[str]) -> str:
    """One SVG that shows the drawn ones in turn; it loads nothing from elsewhere."""
    head = re.match(r"<svg[^>]*>", drawn[0])
    assert head is not None
    total = SECONDS * len(drawn)
    share = 100 / len(drawn)
    frames = []
    for number, one in enumerate(drawn):
        # Names are the step's own: classes and clip paths of the steps must not meet.
        for needless in NEEDLESS:
            one = re.sub(needless, "", one, flags=re.S)
        one = re.sub(r"terminal-\d+", f"t{number}", one).replace("terminal-r", f"t{number}-r")
        frames.append(f'<g class="step" style="animation-delay:{number * SECONDS}s">{one}</g>')
    style = (
        f".step {{ visibility: hidden; animation: step {total}s step-end infinite; }}"
        f"@keyframes step {{ 0% {{ visibility: visible; }} "
        f"{share:.3f}% {{ visibility: hidden; }} }}"
    )
    return f"{head[0]}<style>{style}</style>{''.join(frames)}</svg>\n"


async def record(target: Path) -> None:
    """Play the steps and write the picture."""
    target.write_text(animated([one async for one in screens()]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    asyncio.run(record(TARGET))
