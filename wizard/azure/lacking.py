"""What is lacking where nothing at all could be asked: a sign-in, or a subscription to look in."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from wizard.azure.reader import Reader
from wizard.azure.sign_in import sign_in_directory
from wizard.azure.unknown import Reason
from wizard.model.context import split_key
from wizard.session.draft import Session

_NOBODY = "Nobody is signed in with the Azure CLI here"


class NotKnown(NamedTuple):
    """What could not be looked up, and why; ``keys`` are the answers that it was about."""

    what: str
    reason: Reason
    text: str
    keys: tuple[str, ...] = ()


class Lacking(NamedTuple):
    """Why nothing could be asked (no full stop at its end), and what to do, in sentences."""

    title: str
    why: str
    remedy: str
    is_sign_in: bool


def lacking(session: Session, reader: Reader, unknown: Collection[NotKnown]) -> Lacking | None:
    """What is lacking; None when Azure answered something, or failed for another reason."""
    if reader.answered or not unknown:
        return None
    refusal = next((one.text for one in unknown if one.reason == "not signed in"), "")
    open_keys = [one.keys[0] for one in unknown if one.reason == "no subscription" and one.keys]
    if refusal:
        why, _, remedy = refusal.partition(". ")
        return Lacking("Not signed in", why.rstrip("."), remedy or "Run 'az login', then again.",
                       is_sign_in=True)  # fmt: skip
    if len(open_keys) < len(unknown):
        return None
    key = next((key for key in open_keys if "seeding" not in key), open_keys[0])
    place = split_key(key)
    answer = f"'{session.catalog.settings[place.key].title}' of {place.environment} ({key})"
    if not reader.endpoints.stand_in and not sign_in_directory(session.catalog).user:
        return Lacking(
            "Not signed in", f"{_NOBODY}, and no subscription to look in is answered yet",
            f"Run 'az login', answer {answer}, then again.", is_sign_in=True,
        )  # fmt: skip
    return Lacking(
        "No subscription yet", "No subscription to look in is answered yet",
        f"Answer {answer}, then again.", is_sign_in=False,
    )  # fmt: skip
