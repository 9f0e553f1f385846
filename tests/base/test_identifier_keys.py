"""Citation keys, and the addresses that are made of them."""

from __future__ import annotations

import re

import pytest
from casebook.base.identifier import ADDRESS_PATTERN, KEY_PATTERN, SLUG_LENGTH, addresses, is_key, windows_wall
from hypothesis import given
from hypothesis import strategies as st

KEYS = st.sets(
    st.text("aAbB1-_:./'+é花中İß", min_size=1, max_size=5).filter(is_key) | st.sampled_from(["con", "Con", "aux", "a" * 70, "A" * 70]), max_size=12
)


@given(KEYS)
def test_addresses_are_safe_everywhere_and_each_is_one_source(keys: set[str]) -> None:
    others = addresses(tuple(keys))
    found = {key: others.get(key, key) for key in keys}
    assert len({address.lower() for address in found.values()}) == len(keys)
    for address in found.values():
        assert re.fullmatch(ADDRESS_PATTERN, address)
        assert len(address) <= SLUG_LENGTH
        assert not windows_wall(address)


@given(KEYS, KEYS)
def test_an_address_stays_when_others_join(keys: set[str], others: set[str]) -> None:
    before, after = addresses(tuple(keys)), addresses((*keys, *(others - keys)))
    assert {key: after.get(key) for key in keys} == {key: before.get(key) for key in keys}
    # In whatever place, as far as they do not differ in capitals only.
    taken = {key.lower() for key in keys}
    joined = addresses((*(key for key in others if key.lower() not in taken), *keys))
    assert {key: joined.get(key) for key in keys} == {key: before.get(key) for key in keys}


def test_a_key_that_reads_like_the_address_of_another_takes_nothing_from_it() -> None:
    own = addresses(("a:b",))["a:b"]
    found = addresses(("a:b", own))
    assert own not in found
    assert found["a:b"] != own


@pytest.mark.parametrize(
    ("key", "address"), [("smith2020", None), ("Smith_2020-a", None), ("a:b", "a-b-"), ("花", "source-"), ("Müller2020", "Muller2020-")]
)
def test_what_is_safe_is_its_own_address_and_what_is_not_can_be_recognised(key: str, address: str | None) -> None:
    found = addresses((key,)).get(key)
    assert found is None if address is None else found is not None and re.fullmatch(f"{address}[0-9a-f]{{8}}", found)


@given(st.text())
def test_what_is_a_key_fits_the_published_pattern(text: str) -> None:
    if is_key(text):
        assert re.fullmatch(KEY_PATTERN, text)
        assert not re.search(r"[\s\[\],;@]", text)
