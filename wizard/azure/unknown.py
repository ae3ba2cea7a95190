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
