"""Scale sets: adding one, perhaps as a copy of another."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import Setting
from wizard.model.resolve import UnusableName, project_id
from wizard.session.cloning import Cloned, Doubtful, clone_answers, is_range, to_copy
from wizard.session.draft import Session


def new_scale_set(session: Session, number: str, *, source: str | None = None) -> Cloned:
    """Add a scale set in one step; ``source`` is the scale set whose answers it takes over.

    Names that hold the source's number get the new one. What two scale sets can hardly share is
    carried over and named: address ranges, subscriptions, seeding vaults, resources brought along.
    No project moves.

    Raises:
        UnusableName: a number is none, is taken, or is nobody's.
    """
    number = project_id(number)
    answers = session.answers
    if number in answers.scale_sets and not _is_implied(session, number):
        raise UnusableName(f"scale set {number} exists already: choose another number")
    cloned = Cloned(number, None)
    if source is not None:
        cloned.source = to_copy(source, number, answers.scale_sets, "scale set")
    session.reshape(lambda: _add(session, cloned), came=(f"scale set {number}",))
    if cloned.source is not None:
        cloned.doubtful += _shared_defaults(session, cloned)
    return cloned


def _add(session: Session, cloned: Cloned) -> None:
    # The first scale set is there without being named; beside another one it has to be.
    for known in (*session.answers.scale_sets, cloned.number):
        session.answers.add_scale_set(known)
    session.refresh()
    if cloned.source is not None:
        clone_answers(session, "scale_sets", cloned, _doubt)


def _is_implied(session: Session, number: str) -> bool:
    """Whether a scale set is there only because a factory always has one."""
    return session.answers.scale_sets == (number,) and not any(
        session.answers.of(f"scale_sets.{number}")
    )


def _shared_defaults(session: Session, cloned: Cloned) -> Iterator[Doubtful]:
    """The VNet range, where both scale sets have it because nobody answered."""
    key = f"scale_sets.{cloned.number}.{_VNET}"
    if session.answers.get(key) is None:
        text = session.view(scale_set=cloned.number).text(_VNET)
        yield Doubtful(key, text, f"it is the default, and scale set {cloned.source} has it too")


_VNET = "address.vnet"
_OWN = {
    "subscription_id": "two scale sets in one subscription share its quota and its names",
    "seeding.key_vault": "both scale sets would read their identities from one vault",
    "address.octet": "the octet decides the ranges of this environment",
    "naming.salt": "the salt decides names that must be unique in Azure",
}


def _doubt(setting: Setting, text: str) -> str:
    if not text:
        return ""
    if setting.key in _OWN:
        return _OWN[setting.key]
    if is_range(setting):
        return "two scale sets cannot use one range where their networks meet"
    if setting.key.startswith("byo."):
        return "it names something that exists, perhaps for the other scale set"
    return ""
