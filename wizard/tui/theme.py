"""Colours: dark, light, and one of high contrast. What they show is said by symbols as well."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="factory-dark",
    primary="#4f9fd6",
    secondary="#7aa2c4",
    accent="#f2b04c",
    foreground="#e6e6e6",
    background="#14171a",
    surface="#1d2226",
    panel="#20303c",
    success="#7fbf7f",
    warning="#e6b450",
    error="#e5695e",
    dark=True,
)
LIGHT = Theme(
    name="factory-light",
    primary="#0b5c94",
    secondary="#3d6f94",
    accent="#8a4b00",
    foreground="#1b1f23",
    background="#fbfbf8",
    surface="#eef0ee",
    panel="#dbe6ee",
    success="#1f6f2b",
    warning="#8a5a00",
    error="#a61b12",
    dark=False,
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#00ffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000080",
    success="#00ff00",
    warning="#ffff00",
    error="#ff8080",
    dark=True,
    variables={"text-muted": "#ffffff"},
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)
"""Offered first; Textual's own, such as ansi-dark for the terminal's palette, follow."""

VARIABLES = {"surface-active": "ansi_bright_black", "primary-muted": "ansi_blue"}
"""Variables of the styles that themes in the terminal's own palette do not have."""
