"""IPv4 ranges as people type them, and why a text is none.

Nothing here raises on odd text: a reading holds a range or the reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

RESERVED_BY_AZURE = 5
"""Addresses that Azure keeps of each subnet: the first four and the last (azure-facts 5)."""

PLACEHOLDER = "XX"
"""What stands for the environment's octet in a range template (network 3)."""

_BITS = 32


class Cidr(NamedTuple):
    """A range of IPv4 addresses: its first address as a number, and its prefix length."""

    first: int
    prefix: int

    @classmethod
    def of(cls, text: str) -> Cidr:
        """The range that a text names.

        Raises:
            ValueError: the text is no range; the message says why.
        """
        reading = read_range(text)
        if reading.range is None:
            raise ValueError(f"{text!r} {reading.flaw}")
        return reading.range

    @classmethod
    def around(cls, address: int, prefix: int) -> Cidr:
        """The aligned range of this size that an address lies in."""
        size = 1 << (_BITS - prefix)
        return cls(address - address % size, prefix)

    @property
    def size(self) -> int:
        """The number of addresses."""
        return 1 << (_BITS - self.prefix)

    @property
    def last(self) -> int:
        """The last address, as a number."""
        return self.first + (1 << (_BITS - self.prefix)) - 1

    @property
    def usable(self) -> int:
        """The addresses that are left for machines in an Azure subnet."""
        return max(0, self.size - RESERVED_BY_AZURE)

    def holds(self, other: Cidr) -> bool:
        """Whether the other range lies inside this one."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Cidr) -> bool:
        """Whether the two ranges share an address."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{address_text(self.first)}/{self.prefix}"


PRIVATE_RANGES = (
    Cidr(10 << 24, 8),
    Cidr(172 << 24 | 16 << 16, 12),
    Cidr(192 << 24 | 168 << 16, 16),
)
"""The private ranges of RFC 1918."""


class Reading(NamedTuple):
    """What a text says: a range, or the flaw because of which it is none.

    ``flaw`` continues a sentence that starts with the text ("has no prefix length ...");
    ``repair`` is the nearest text without the flaw, empty when there is no obvious one.
    """

    text: str
    range: Cidr | None = None
    flaw: str = ""
    repair: str = ""


def address_text(address: int) -> str:
    """An address number in dotted notation."""
    return f"{address >> 24 & 255}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"


@lru_cache(maxsize=4096)
def read_range(text: str) -> Reading:
    """Read a range such as ``10.61.0.0/16``."""
    stripped = text.strip()
    if not stripped:
        return Reading(text, flaw="is empty")
    if PLACEHOLDER in stripped:
        return Reading(text, flaw=f"still holds the placeholder {PLACEHOLDER}")
    address, slash, length = stripped.partition("/")
    value, flaw, repair = _read_octets(address)
    if value is None:
        return Reading(text, flaw=flaw, repair=f"{repair}{slash}{length}" if repair else "")
    if not slash:
        return Reading(text, flaw="has no prefix length, such as /24")
    prefix, flaw = _read_prefix(length)
    if prefix is None:
        return Reading(text, flaw=flaw)
    meant = Cidr.around(value, prefix)
    if meant.first != value:
        flaw = f"does not start where a /{prefix} can start; the range around it is {meant}"
        return Reading(text, flaw=flaw, repair=str(meant))
    return Reading(text, meant)


def read_source(text: str) -> Reading:
    """Read an entry of an IP list: one address (a range of one), or a range."""
    stripped = text.strip()
    if not stripped or "/" in stripped:
        return read_range(text)
    value, flaw, repair = _read_octets(stripped)
    if value is None:
        return Reading(text, flaw=flaw, repair=repair)
    return Reading(text, Cidr(value, _BITS))


def read_template(template: str, octet: int | None) -> Reading:
    """Read a range template for an environment with this octet.

    The octet replaces every ``XX``, as upstream does it. Without an octet a template with a
    placeholder cannot be read.
    """
    return read_range(template if octet is None else filled_template(template, octet))


def filled_template(template: str, octet: int) -> str:
    """A template with the octet in place of every ``XX``."""
    return template.replace(PLACEHOLDER, str(octet))


def placeholder_octets(template: str) -> tuple[int, ...]:
    """Which octets (1 to 4) of a template are the placeholder."""
    parts = template.strip().partition("/")[0].split(".")
    return tuple(number for number, part in enumerate(parts, start=1) if part == PLACEHOLDER)


def is_private(candidate: Cidr) -> bool:
    """Whether a range lies wholly inside one of the private ranges of RFC 1918."""
    return any(private.holds(candidate) for private in PRIVATE_RANGES)


def first_overlap(candidate: Cidr, others: Iterable[Cidr]) -> Cidr | None:
    """The first of the other ranges that shares an address with the candidate."""
    return next((other for other in others if candidate.overlaps(other)), None)


def overlapping_pairs(ranges: Sequence[tuple[str, Cidr]]) -> list[tuple[str, str]]:
    """The names of every two neighbouring ranges that overlap, in the order of addresses.

    One pass over the sorted ranges: each range is compared with the one that reaches furthest
    before it.
    """
    pairs: list[tuple[str, str]] = []
    reaching: tuple[str, Cidr] | None = None
    for name, candidate in sorted(ranges, key=lambda entry: (entry[1].first, entry[1].prefix)):
        if reaching is not None and reaching[1].overlaps(candidate):
            pairs.append((reaching[0], name))
        if reaching is None or candidate.last > reaching[1].last:
            reaching = (name, candidate)
    return pairs


def _read_octets(text: str) -> tuple[int | None, str, str]:
    if ":" in text:
        return None, "is not IPv4; the AI Factory knows IPv4 only", ""
    parts = text.split(".")
    if len(parts) != 4:
        return None, "is not an IPv4 range: it needs four numbers with dots between them", ""
    if not all(part.isascii() and part.isdigit() for part in parts):
        strange = next(part for part in parts if not (part.isascii() and part.isdigit()))
        return None, f"has {strange!r} where a number from 0 to 255 belongs", ""
    if any(len(part) > 3 or int(part) > 255 for part in parts):
        large = next(part for part in parts if len(part) > 3 or int(part) > 255)
        return None, f"has {large}, which is more than 255", ""
    plain = [str(int(part)) for part in parts]
    if plain != parts:
        return (
            None,
            "has a number with leading zeros, which tools read differently",
            ".".join(plain),
        )
    first, second, third, fourth = (int(part) for part in parts)
    return first << 24 | second << 16 | third << 8 | fourth, "", ""


def _read_prefix(text: str) -> tuple[int | None, str]:
    if "." in text:
        return None, f"has a netmask ({text}) where a prefix length such as /24 belongs"
    if not (text.isascii() and text.isdigit()) or len(text) > 2 or str(int(text)) != text:
        return None, f"has {text!r} where a prefix length from 0 to {_BITS} belongs"
    if int(text) > _BITS:
        return None, f"has the prefix length /{text}, which is more than /{_BITS}"
    return int(text), ""
