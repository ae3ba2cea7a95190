"""The process that asks azure-cli-core for one token; see ``tokens``.

Reads ``{"resource", "tenant"}`` from standard input and answers on the last line of standard
output: ``{"token", "expires_at"}`` or ``{"refused": why}``. ``AZURE_CONFIG_DIR`` names a copy of
the user's folder, never the folder itself.
"""

from __future__ import annotations

import json
import sys


def _answer(resource: str, tenant: str | None) -> dict[str, object]:
    from azure.cli.core import get_default_cli
    from azure.cli.core._profile import CLIError, Profile
    from azure.cli.core.azclierror import AuthenticationError

    try:
        found = Profile(cli_ctx=get_default_cli()).get_raw_token(resource=resource, tenant=tenant)
    except AuthenticationError as error:
        again = f"az login --tenant {tenant}" if tenant else "az login"
        return {"refused": f"{_first_words(error)} Sign in again: {again}"}
    except CLIError as error:
        return {"refused": " ".join(str(error).split())}
    (_, token, entry), _, _ = found
    return {"token": token, "expires_at": entry["expires_on"]}


def _first_words(error: Exception) -> str:
    """What the sign-in server says, without the numbers that it adds for its own people."""
    return " ".join(str(error).partition("Trace ID:")[0].split())


def main() -> None:
    """Answer the one question on standard input."""
    asked = json.load(sys.stdin)
    answer = _answer(asked["resource"], asked["tenant"])
    sys.stdout.write("\n" + json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
