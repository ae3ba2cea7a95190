"""Octets and templates: which octet suits an environment, and ranges that suit a VNet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wizard.network.ranges import PLACEHOLDER, Cidr, placeholder_octets, read_template

_OCTETS = range(256)
_COMMON_BLOCK = 24


def free_octet(used: Iterable[int], *, among: Iterable[int] = _OCTETS, near: int = 0) -> int | None:
    """The first octet at or above ``near`` (else the lowest) that is not used."""
    taken = set(used)
    free = [octet for octet in among if octet not in taken]
    return next((octet for octet in free if octet >= near), free[0] if free else None)


def fitting_octets(vnet: str, subnets: Iterable[str]) -> Iterator[int]:
    """The octets with which every subnet template lies inside the VNet template, upwards."""
    templates = tuple(subnets)
    return (octet for octet in _OCTETS if _fits(vnet, templates, octet))


def repaired_template(template: str, octet: int) -> str:
    """A template with an obvious flaw removed, its placeholder kept; empty when there is none."""
    repair = read_template(template, octet).repair
    if not repair:
        return ""
    address, slash, length = repair.partition("/")
    parts = address.split(".")
    for number in placeholder_octets(template):
        if parts[number - 1] != str(octet):
            return ""
        parts[number - 1] = PLACEHOLDER
    return ".".join(parts) + slash + length


def templates_inside(vnet: str, prefixes: Iterable[int]) -> tuple[str, ...]:
    """Templates of common subnets at the start of a VNet template, one after the other.

    The octet of the environment stands in the second place when the VNet has it there, in the
    third when the VNet leaves that one open. Empty when they would not fit into a /24.
    """
    space = read_template(vnet, 0).range
    if space is None or space.prefix > _COMMON_BLOCK:
        return ()
    parts = vnet.strip().partition("/")[0].split(".")
    if PLACEHOLDER not in parts and space.prefix <= 16:
        parts[2] = PLACEHOLDER
    made = []
    cursor = 0
    for prefix in prefixes:
        block = Cidr.around(cursor, prefix)
        if block.first < cursor:
            block = Cidr(block.last + 1, prefix)
        if prefix < _COMMON_BLOCK or block.last > 255:
            return ()
        made.append(f"{'.'.join(parts[:3])}.{block.first}/{prefix}")
        cursor = block.last + 1
    return tuple(made)


def placeholder_flaws(template: str) -> Iterator[str]:
    """What is wrong with how a template writes its placeholder; nothing when it is right."""
    address, _, length = template.strip().partition("/")
    parts = address.split(".")
    for part in parts:
        if part.upper() == PLACEHOLDER != part:
            yield f"has {part!r}; only {PLACEHOLDER} in capitals is replaced"
        elif PLACEHOLDER in part and part != PLACEHOLDER:
            yield f"has {part!r}; {PLACEHOLDER} has to be a whole number between dots"
    if PLACEHOLDER in length.upper():
        yield f"has {PLACEHOLDER} in the prefix length, where a number belongs"


def _fits(vnet: str, subnets: tuple[str, ...], octet: int) -> bool:
    space = read_template(vnet, octet).range
    if space is None:
        return False
    ranges = [read_template(text, octet).range for text in subnets]
    return all(found is None or space.holds(found) for found in ranges)
