"""ARM's hash, against values that others have published."""

from __future__ import annotations

import pytest

from wizard.naming.unique_string import group_id, salt_of, unique_string

GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg"
PUBLISHED = [
    # Answers on Stack Overflow to "Azure ARM uniqueString function mimic".
    (("tyeth",), "zcztcwvu6iyg6"),
    # The self-test of a shell script, checked against Bicep's own output.
    (("hello", "world"), "a7wkljktk6wne"),
    ((GROUP,), "bmg7c6xu4tw46"),
    (("foo", "bar", "baz"), "xzi4ioaxtmth4"),
    # README of takekazuomi/arm-uniquestring, which calls Azure.Deployments.Expression.
    (("test",), "rbgf3xv4ufgzg"),
    # Acceptance tests of the Terraform provider arm2tf, and of the Go package inside it.
    (("test", "test2", "test3"), "bqgd334z2uj64"),
    (("t",), "fsnwonksnm7cy"),
    (("te",), "o57ehhbytctgs"),
    (("tes",), "ebse57jls4qbc"),
    (("t", "e"), "d5ykh7yoidm2a"),
    # A public test suite whose values were taken from "bicep console", Bicep CLI 0.48.1.
    (("a",), "eveiun73364hy"),
    (("ab",), "twldla3s3qb3q"),
    (("abc",), "cgtzqvhu4i23s"),
    (("abcdefg",), "logmp4qgzfm46"),
    (("abcdefgh",), "q7ncvd5x2rx4e"),
    (("abcdefghi",), "zignisl6otg3u"),
    (("abcdefghijklm",), "drrqz7xt5wi54"),
    (("/subscriptions/x/resourceGroups/rg-a", "eastus2"), "vahbmjcrjob36"),
    (("d\u00e9j\u00e0 vu",), "sjpsqt4vlgjwo"),
]


@pytest.mark.parametrize(("values", "expected"), PUBLISHED)
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
