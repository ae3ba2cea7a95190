"""ARM's hash, against values that others have published."""

from __future__ import annotations

import pytest

from wizard.naming.unique_string import group_id, salt_of, unique_string


@pytest.mark.parametrize(
    ("values", "expected"),
    [(("tyeth",), "zcztcwvu6iyg6"), (("hello", "world"), "a7wkljktk6wne")],
)
def test_published_values(values: tuple[str, ...], expected: str) -> None:
    assert unique_string(*values) == expected


def test_case_and_order_matter() -> None:
    assert len({unique_string("a", "b"), unique_string("b", "a"), unique_string("A", "b")}) == 3


@pytest.mark.parametrize("length", range(18))
def test_every_length_of_the_last_block_gives_thirteen_characters(length: int) -> None:
    made = unique_string("x" * length)
    assert len(made) == 13
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_the_salt_is_the_start_of_the_hash_of_the_groups_id() -> None:
    subscription = "11111111-2222-4333-8444-5555555555d1"
    group = "acme-esml-common-sdc-dev-001"
    spelt = f"/subscriptions/{subscription}/resourceGroups/{group}"
    assert group_id(subscription, group) == spelt
    assert salt_of(subscription, group) == unique_string(spelt)[:5]
