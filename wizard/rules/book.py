"""The table of contents of the rules: every module that registers some."""

from __future__ import annotations

from importlib import import_module

CHAPTERS: tuple[str, ...] = (
    "services",
    "foundry",
    "models",
    "search_and_registry",
    "compute",
    "apps",
    "databases",
    "sizes",
    "encryption",
    "governance",
    "deletion",
    "lifecycle",
    "unhonoured",
    "upstream",
    "deprecated_settings",
    "characters",
    "values",
    "placeholders",
    "required",
    "identities",
    "names",
    "salts",
    "environments",
    "tags",
    "secrets",
    "files",
    "json_files",
    "sign_in",
    "live_network",
    "live_platform",
    "bicep",
    "network",
    "network_vnet",
    "network_overlaps",
    "network_capacity",
    "network_stored",
    "network_subnets",
    "networking",
    "allow_lists",
    "hub_dns",
    "existing_network",
    "lists_of_sizes",
    "gateway",
    "agents",
    "personas",
)
"""Modules of this package, in the order in which their findings are made."""


def load() -> None:
    """Import every chapter; a second call does nothing."""
    for chapter in CHAPTERS:
        import_module(f"wizard.rules.{chapter}")
