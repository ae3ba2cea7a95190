"""Why a service did not do what it was asked."""

from __future__ import annotations


class WebFailure(Exception):
    """A call that failed for good: what happened and what helps; never a secret in either."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message = message
        self.remedy = remedy


class NotReached(WebFailure):
    """The service did not answer, however often it was asked."""


class NotSignedIn(WebFailure):
    """There is no sign-in, or the service does not accept it."""


class NotAllowed(WebFailure):
    """The sign-in lacks a right."""


class TooManyCalls(WebFailure):
    """The service asks to wait for longer than a person would."""


class NotTaken(WebFailure):
    """The service refused what was sent."""
