"""ARM's ``uniqueString``, computed locally.

Steps and checked values: azure-facts 10. The salt of an environment is the first five
characters of the unique string of its common resource group's id.
"""

from __future__ import annotations

from functools import lru_cache

_MASK = 0xFFFFFFFF
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_C1, _C2 = 597399067, 2869860233


def unique_string(*values: str) -> str:
    """Thirteen characters of a-z and 2-7 for these arguments (case matters)."""
    number = _hash64("-".join(values).encode("utf-8", "surrogatepass")) << 1
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(60, -1, -5))


def group_id(subscription: str, group: str) -> str:
    """The id of a resource group, spelt as ARM's ``resourceGroup().id`` is."""
    return f"/subscriptions/{subscription}/resourceGroups/{group}"


@lru_cache(maxsize=4096)
def salt_of(subscription: str, common_group: str) -> str:
    """The five-character salt of the environment with this common resource group."""
    return unique_string(group_id(subscription, common_group))[:5]


def _rotate(value: int, bits: int) -> int:
    return ((value << bits) | (value >> (32 - bits))) & _MASK


def _mix_a(word: int) -> int:
    return (_rotate((word * _C1) & _MASK, 15) * _C2) & _MASK


def _mix_b(word: int) -> int:
    return (_rotate((word * _C2) & _MASK, 17) * _C1) & _MASK


def _avalanche(lane: int) -> int:
    lane ^= lane >> 16
    lane = (lane * 2246822507) & _MASK
    lane ^= lane >> 13
    lane = (lane * 3266489909) & _MASK
    return lane ^ (lane >> 16)


def _hash64(data: bytes) -> int:
    a = b = 0
    whole = len(data) - len(data) % 8
    for start in range(0, whole, 8):
        a ^= _mix_a(int.from_bytes(data[start : start + 4], "little"))
        a = ((_rotate(a, 19) + b) * 5 + 1444728091) & _MASK
        b ^= _mix_b(int.from_bytes(data[start + 4 : start + 8], "little"))
        b = ((_rotate(b, 13) + a) * 5 + 197830471) & _MASK
    tail = data[whole:]
    if tail:
        a ^= _mix_a(int.from_bytes(tail[:4], "little"))
    if len(tail) > 4:
        b ^= _mix_b(int.from_bytes(tail[4:], "little"))
    a ^= len(data)
    b ^= len(data)
    a = (a + b) & _MASK
    b = (b + a) & _MASK
    a, b = _avalanche(a), _avalanche(b)
    a = (a + b) & _MASK
    b = (b + a) & _MASK
    return (b << 32) | a
