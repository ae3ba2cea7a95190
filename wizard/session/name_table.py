"""Every name that Azure will see, as a table that follows the answers."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.naming.names import Name, names_of
from wizard.session.draft import Session

_FIXED = "salt"


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name: how long it is against the limit, and what Azure would refuse ("" for nothing).

    ``is_fixed``: a part of other names, such as a salt, whose length is always the same.
    """

    title: str
    name: str
    length: int
    limit: int
    problem: str
    is_guess: bool
    is_fixed: bool = False


def name_lines(session: Session, environment: str) -> list[NameLine]:
    """The names of the current project in one environment: refused, fixed, then tight ones first.

    Deployments come last: nobody looks for them by name.
    """
    names = names_of(session.view(environment=environment))
    ranked = sorted(names, key=_rank)
    return [
        NameLine(
            n.title, n.name, n.length, n.limit, n.problem, n.known != "now", n.kind == _FIXED
        )
        for n in ranked
    ]  # fmt: skip


def names_refused(session: Session) -> dict[str, int]:
    """How many names Azure would refuse, by environment in use."""
    return {
        environment: sum(not name.ok for name in names_of(session.view(environment=environment)))
        for environment in session.view().environments
    }


def _rank(name: Name) -> tuple[bool, bool, bool, int, str]:
    is_step = name.id.startswith("step_")
    return (name.ok, name.kind != _FIXED, is_step, name.limit - name.length, name.title)
