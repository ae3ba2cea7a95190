"""A variable file in the order and with the comments of a later release's template.

Three sides meet: what the old template said in comments goes, what the new one says comes, and
what a team wrote itself stays, beside the value that it stands at. Values are not touched.
"""

from __future__ import annotations

from collections.abc import Iterable

from wizard.catalog.setting import Orchestrator
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument
from wizard.formats.errors import FormatError
from wizard.upgrade.slots import Layout, Slot, cut
from wizard.upgrade.vendor_comments import Owned, folded


def relaid(
    text: str, template: str, orchestrator: Orchestrator, is_known: Owned, aside: str, path: str
) -> str | None:
    """The text around which the template's comments stand, in its order; None if harm were done.

    ``is_known`` tells comments that came out of templates; ``aside`` is the comment above what
    is kept aside at the end. Names that the template lacks stay behind the name they stood
    behind. Every name has the value that it had.
    """
    ours, theirs = _read(text, orchestrator, path), _read(template, orchestrator, path)
    if ours is None or theirs is None:
        return None
    made = "".join(f"{line}\n" for line in _Merge(ours, theirs, is_known, aside).lines())
    before, after = _values(text, orchestrator), _values(made, orchestrator)
    if before is None or after is None or not before.items() <= after.items():
        return None
    return made


def _read(text: str, orchestrator: Orchestrator, path: str) -> Layout | None:
    try:
        return cut(text, orchestrator, path)
    except FormatError:
        return None


def _values(text: str, orchestrator: Orchestrator) -> dict[str, str | None] | None:
    try:
        if orchestrator == "github":
            document = EnvDocument.parse(text)
            return {entry.name: document.get(entry.name) for entry in document.entries}
        return {entry.name.lower(): entry.value for entry in AdoDocument.parse(text, "").entries}
    except FormatError:
        return None


class _Merge:
    """One merge; ``waiting`` are the user's lines by name, ``behind`` those that follow one."""

    def __init__(self, ours: Layout, theirs: Layout, is_known: Owned, aside: str) -> None:
        self._theirs = theirs
        self._is_known = is_known
        self._aside = aside
        self._tail = ours.tail
        first = theirs.slots[0].body[0] if theirs.slots else ""
        self._indent = first[: len(first) - len(first.lstrip())]
        there = {slot.name for slot in theirs.slots}
        live, self._rest = self._split(ours.slots, there)
        self._head = self._own(live[0].lead) if live else []
        self._first = live[0] if live else None
        self._waiting: dict[str, list[Slot]] = {}
        self._behind: dict[int, list[Slot]] = {}
        anchor: Slot | None = None
        for slot in live:
            if slot.name in there:
                self._waiting.setdefault(slot.name, []).append(slot)
                anchor = slot
            else:
                self._behind.setdefault(id(anchor), []).append(slot)
        self._had = set(self._waiting)

    def lines(self) -> list[str]:
        """The whole file."""
        made = [*self._head, ""] if self._head else []
        left = [slot.name for slot in self._theirs.slots]
        for number, slot in enumerate(self._theirs.slots):
            made += slot.lead
            if number == 0:
                made += self._all(self._behind.get(id(None), ()))
            left.remove(slot.name)
            if slot.name not in self._had:
                made += slot.lines(slot.comment)
                continue
            waiting = self._waiting[slot.name]
            # The last place that the template has for a name takes all that is left of it.
            count = 1 if slot.name in left else len(waiting)
            for mine in waiting[:count]:
                made += [*self._lead(mine), *self._line(mine, slot.comment)]
                made += self._all(self._behind.get(id(mine), ()))
            del waiting[:count]
        made += [*self._theirs.tail, *self._own(self._tail)]
        if self._rest:
            made += ["", f"{self._indent}# {self._aside}", *self._all(self._rest)]
        return made

    def _split(self, slots: list[Slot], there: set[str]) -> tuple[list[Slot], list[Slot]]:
        """What is in use, and what was kept aside and still has no place."""
        for number, slot in enumerate(slots):
            marks = [at for at, line in enumerate(slot.lead) if folded(line) == self._aside]
            if not marks and folded(slot.comment) != self._aside:
                continue
            if marks:
                self._tail = [*slot.lead[: marks[0]], *self._tail]
                slot.lead = slot.lead[marks[-1] + 1 :]
            else:
                slot.comment = ""
            aside = [each for each in slots[number:] if each.name not in there]
            return [*slots[:number], *(e for e in slots[number:] if e.name in there)], aside
        return slots, []

    def _lead(self, slot: Slot) -> list[str]:
        return [] if slot is self._first else self._own(slot.lead)

    def _all(self, slots: Iterable[Slot]) -> list[str]:
        return [line for slot in slots for line in (*self._lead(slot), *self._line(slot, ""))]

    def _line(self, slot: Slot, comment: str) -> list[str]:
        """The user's line; its comment stays unless it came out of a template."""
        if slot.comment and not self._is_known(slot.comment):
            comment = slot.comment
        slot.body[0] = self._indent + slot.body[0].lstrip()
        return slot.lines(comment)

    def _own(self, lines: Iterable[str]) -> list[str]:
        """The comments among these lines that a team wrote itself."""
        return [
            self._indent + line.strip()
            for line in lines
            if line.lstrip().startswith("#")
            and not self._is_known(line)
            and folded(line) != self._aside
        ]
