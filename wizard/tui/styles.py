"""The styles, each beside the module whose widgets it dresses."""

from __future__ import annotations

STYLES = (
    "frame.tcss",
    "upgrade_screen.tcss",
    "parts/title.tcss",
    "parts/crumb.tcss",
    "parts/rail.tcss",
    "parts/side.tcss",
    "parts/keys.tcss",
    "parts/look.tcss",
    "rows/line.tcss",
    "rows/text.tcss",
    "rows/mode.tcss",
    "rows/more.tcss",
    "rows/by_environment.tcss",
    "pages/page.tcss",
    "pages/start.tcss",
    "pages/networking.tcss",
    "pages/services.tcss",
    "pages/upgrade.tcss",
    "dialogs/dialog.tcss",
    "dialogs/lines.tcss",
    "dialogs/items.tcss",
    "dialogs/jump.tcss",
)
"""Relative to this folder; where two say different things with the same weight the later wins."""
