"""A reader for a session's factory: the cloud of the Azure CLI, its sign-in, or a stand-in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from wizard.azure.cli_folder import DEFAULT_CLOUD, active_cloud, cli_folder
from wizard.azure.clouds import all_clouds
from wizard.azure.endpoints import StandInTokens, endpoints_of
from wizard.azure.reader import Reader
from wizard.azure.tokens import AzureCliTokens
from wizard.session.draft import Session


def reader_for(
    session: Session,
    *,
    cancelled: threading.Event | None = None,
    environ: Mapping[str, str] | None = None,
) -> tuple[Reader, Callable[[], None]]:
    """A reader, and what ends a wait for a token; no request is made before one is asked for.

    Raises:
        NotLoopback: the stand-in that the environment names is not on this machine.
    """
    folder = cli_folder(environ)
    clouds = all_clouds(session.catalog, folder=folder)
    name = active_cloud(folder, frozenset(clouds), environ)
    endpoints = endpoints_of(clouds.get(name) or clouds[DEFAULT_CLOUD], environ)
    if endpoints.stand_in:
        return Reader(endpoints, StandInTokens(), cancelled=cancelled), lambda: None

    tokens = AzureCliTokens(_tenant(session), environ=environ)
    return Reader(endpoints, tokens, cancelled=cancelled), tokens.cancel


def _tenant(session: Session) -> str | None:
    """The factory's tenant, when the answers name one that a sign-in can be asked for."""
    text = session.view().text("tenant_id").strip().lower()
    return text if len(text) == 36 and text.count("-") == 4 and "<" not in text else None
