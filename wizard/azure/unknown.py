"""Why something is not known: every look-up that fails ends here, never in a crash."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "not signed in",
    "no permission",
    "not found",
    "throttled",
    "timed out",
    "no connection",
    "odd answer",
    "refused",
    "failed",
    "no subscription",
]


REMEDIES: dict[Reason, str] = {
    "not signed in": "Sign in to the factory's tenant ('az login --tenant ID'), and look again.",
    "no permission": "The role Reader there lets you see it; the rest holds without.",
    "not found": "Check the name or id in the answers; or it is there, and you may not see it.",
    "throttled": "Look again in some minutes, or at less (--environment, --project).",
    "timed out": "Look again; where it is slow for long, look at less (--environment, --project).",
    "no connection": "Check the network, and the proxy (HTTPS_PROXY); then look again.",
    "odd answer": "Look again; if it stays so, a proxy may stand between here and Azure.",
    "refused": "Check the ids in the answers; the code in brackets is Azure's.",
    "failed": "Look again in some minutes: the trouble is Azure's own.",
    "no subscription": "Answer it, and look again.",
}
"""What to do about each reason, in one sentence."""


class Unknown(Exception):
    """Something could not be looked up; ``text`` says more than the reason, in one sentence.

    ``code`` is how Azure calls its error, "" where it gave none.
    """

    def __init__(self, reason: Reason, text: str, code: str = "") -> None:
        super().__init__(text)
        self.reason = reason
        self.text = text
        self.code = code


class Cancelled(Exception):
    """Somebody does not want to wait any longer."""
