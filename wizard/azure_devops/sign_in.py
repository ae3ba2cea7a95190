"""How to sign in to Azure DevOps: a personal access token, else the Azure CLI's."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlsplit

from wizard.store.programs import find_program, run_program
from wizard.web.failures import NotSignedIn

TOKEN = "AZURE_DEVOPS_EXT_PAT"
_AZURE_DEVOPS = "499b84ac-1321-427f-aa17-267ca6975798"
"""The application id of Azure DevOps in every tenant."""
_SCOPES = "'Variable Groups: Read, create, & manage' and 'Project and Team: Read'"


def authorization(organization: str, environ: Mapping[str, str]) -> str:
    """The value of the Authorization header for an organization's address.

    A token of the Azure CLI goes to Microsoft's own addresses only.

    Raises:
        NotSignedIn: there is neither.
    """
    token = environ.get(TOKEN, "").strip()
    if token:
        if not token.isascii() or not token.isprintable():
            raise NotSignedIn(f"{TOKEN} holds no token", "set it to the token alone")
        return "Basic " + b64encode(f":{token}".encode()).decode()
    remedy = f"set {TOKEN} to a personal access token with {_SCOPES}"
    problem = "the Azure CLI signs in to Microsoft's own addresses only"
    if _is_microsofts(organization):
        token, problem = _of_az()
        remedy += ", or sign in with 'az login'"
    if token:
        return f"Bearer {token}"
    raise NotSignedIn(f"no sign-in for {organization}: {TOKEN} is not set, and {problem}", remedy)


def _is_microsofts(organization: str) -> bool:
    host = urlsplit(organization).hostname or ""
    return host == "dev.azure.com" or host.endswith(".visualstudio.com")


def _of_az() -> tuple[str, str]:
    program = find_program("az")
    if program is None:
        return "", "the Azure CLI is not installed"
    ran = run_program(
        [program, "account", "get-access-token", "--resource", _AZURE_DEVOPS,
         "--query", "accessToken", "--output", "tsv"],
        seconds=60,
    )  # fmt: skip
    if ran.code is None:
        return "", "the Azure CLI does not answer"
    token = ran.out.decode("utf-8", errors="replace").strip() if ran.code == 0 else ""
    return token, "the Azure CLI is not signed in"
