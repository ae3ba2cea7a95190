"""One detector for every style of placeholder that templates and people leave in values."""

from __future__ import annotations

import re

from wizard.catalog.setting import Setting

_STYLES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"<[^<>]*>",
        r"(?i)(?<![a-z])todo(?![a-z])",
        r"(?i)change[-_ ]?me|replace[-_ ]?(?:me|with[-_])|to[-_]be[-_](?:filled|defined|replaced)",
        r"(?i)(?<![a-z0-9])(?:tbd|tba|fixme)(?![a-z0-9])",
        r"(?<![A-Za-z0-9])[Yy]our[A-Z][A-Za-z]*|(?i:(?<![a-z0-9])your[-_](?:[a-z0-9]+[-_]?)+)",
        r"/\.\.\.(?=/|$)|^\.\.\.",
        r"(?i)email_adress_only|(?<![a-z0-9])x{4,}(?![a-z0-9])|x{8}-x{4}-x{4}",
        r"^(?:-|\?+|n/?a|none given)$",
        r"\{\{[^{}]*\}\}|\$\{[^{}]*\}",
    )
)
_MEANT_IN_SUBNETS = re.compile(r"<network_env>|<xxx>")
_MACRO = re.compile(r"\$\([A-Za-z0-9_.-]+\)")

_UNIFORM = re.compile(
    r"([0-9a-f])\1{7}-([0-9a-f])\2{3}-([0-9a-f])\3{3}-([0-9a-f])\4{3}-([0-9a-f])\5{11}"
)
_COUNTED = {"12345678-1234-1234-1234-123456789012", "12345678-1234-1234-1234-123456789abc",
            "01234567-89ab-cdef-0123-456789abcdef"}  # fmt: skip


def placeholder_in(setting: Setting, text: str) -> str | None:
    """The placeholder that a value still holds, None when it holds none.

    What is meant to stay is none: ``<network_env>`` and ``<xxx>`` in names of subnets and of the
    VNet, and the text by which an orchestrator's file says "nothing" (``<5>``, ``<10>``,
    ``<optional>``, ``-``).
    """
    if text in ("", setting.empty_github, setting.empty_azure_devops):
        return None
    if setting.kind == "subnet-name":
        text = _MEANT_IN_SUBNETS.sub("", text)
    if setting.kind == "json":
        text = _MACRO.sub("", text)
    for style in _STYLES:
        match = style.search(text)
        if match:
            return match.group().strip("/") or match.group()
    return None


def is_made_up_guid(text: str) -> bool:
    """Whether a GUID is one that only documentation has: all zeros, 12345678-1234-…"""
    folded = text.lower()
    return folded in _COUNTED or _UNIFORM.fullmatch(folded) is not None
