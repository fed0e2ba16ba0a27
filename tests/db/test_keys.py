"""Keys: the derivations against an independent one, and every way a passphrase or a code can be typed wrong."""

import os
import random
import resource
import unicodedata

import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import given, settings
from hypothesis import strategies as st

from db import keys
from db.keys import Cost

CHEAP = Cost(1, 64, 1)
SALT = bytes(range(16))
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = keys._grouped("NG20DP99Z1A07KQ3" * 2)


@pytest.fixture
def quick_keys() -> None:
    """Nothing is remembered here: keys are what is tested."""


@pytest.mark.parametrize("cost", [CHEAP, Cost(2, 19 * 1024, 1), Cost(3, 256, 4), Cost(4, 1000, 3), keys.FLOOR], ids=str)
@pytest.mark.parametrize("passphrase", ["fyra ord", "Åsa äter ö", "'\";--", ""])
def test_argon2id_is_what_another_implementation_makes(cost: Cost, passphrase: str) -> None:
    expected = hash_secret_raw(
        passphrase.encode(), SALT, cost.passes, cost.memory_kib, cost.lanes, keys.KEY_BYTES, Type.ID
    )
    assert keys.from_passphrase(passphrase, SALT, cost) == expected


@given(st.text(min_size=1))
@settings(max_examples=40, deadline=None)
def test_a_passphrase_opens_however_its_letters_are_composed(passphrase: str) -> None:
    made = {
        keys.from_passphrase(unicodedata.normalize(form, passphrase + "åäöÅÄÖé"), SALT, CHEAP)
        for form in ("NFC", "NFD", "NFKC", "NFKD")
    }
    assert len(made) == 1


def test_quotes_and_length_are_part_of_a_passphrase() -> None:
    long = "'\";-- DROP TABLE " * 12
    assert len(long) > 200
    made = {keys.from_passphrase(text, SALT, CHEAP) for text in (long, long[:-1], long + " ", long[:72], long.lower())}
    assert len(made) == 5


def test_what_no_text_encoding_knows_is_a_passphrase_too() -> None:
    """Bytes that are not UTF-8, typed on a command line, reach Python as lone surrogates."""
    strange = os.fsdecode(b"fyra ord \xe5\xe4\xf6 till")
    assert keys.from_passphrase(strange, SALT, CHEAP) != keys.from_passphrase("fyra ord till", SALT, CHEAP)


def test_salt_and_every_part_of_the_cost_matter() -> None:
    made = {
        keys.from_passphrase("fyra ord", salt, cost)
        for salt in (SALT, SALT[::-1])
        for cost in (CHEAP, Cost(2, 64, 1), Cost(1, 72, 1), Cost(1, 64, 2))
    }
    assert len(made) == 8


@pytest.mark.parametrize("seconds", [0.0, 0.05, 10_000.0])
def test_calibration_never_goes_below_the_floor_or_above_the_ceiling(seconds: float) -> None:
    cost = keys.calibrated_cost(seconds)
    assert cost.reaches(keys.FLOOR)
    assert keys.CEILING.reaches(cost)


# The recovery code


def test_codes_are_made_of_readable_signs_and_are_never_the_same() -> None:
    codes = {keys.new_recovery_code() for _ in range(500)}
    assert len(codes) == 500
    for code in codes:
        assert set(code) <= {*ALPHABET, "-"}
        assert [len(group) for group in code.split("-")] == [4] * 8 + [1]
        assert keys.read_recovery_code(code) == code.replace("-", "")[:-1]


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " "), f"  {CODE}\n", CODE.replace("0", "O"),
        CODE.replace("0", "o"), CODE.replace("1", "I"), CODE.replace("1", "l"), "\t".join(CODE),
        CODE.replace("-", "\u00a0-\u00a0"), CODE.replace("-", "–"), CODE.replace("-", "\u2011"),
    ],
)  # fmt: skip
def test_a_code_is_read_as_people_write_it(typed: str) -> None:
    assert keys.read_recovery_code(typed) == keys.read_recovery_code(CODE) is not None


@pytest.mark.parametrize(
    "typed", ["", "-", CODE[:-1], CODE + "0", CODE + CODE, CODE[:-2] + "U", "å" * 33, "\ud800" * 33]
)
def test_what_is_no_code_is_no_code(typed: str) -> None:
    assert keys.read_recovery_code(typed) is None


def _single_typos(code: str) -> list[str]:
    return [
        code[:place] + other + code[place + 1 :]
        for place in range(len(code))
        for other in ALPHABET
        if other != code[place]
    ]


def _neighbours_swapped(code: str) -> list[str]:
    swaps = [code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(len(code) - 1)]
    return [swapped for swapped in swaps if swapped != code]


def test_the_check_sign_shows_nearly_every_misprint_and_the_cipher_the_rest() -> None:
    """Measured over 60 codes: at most 0.3 % of single wrong signs and of swapped neighbours pass the check sign.

    Those that pass (0 for Z and Z for 0) derive another key, so the wrapped key does not open.
    """
    salt, description = os.urandom(16), b"plats"
    chance = random.Random(20261122)
    tried, passed = 0, 0
    for _ in range(60):
        signs = "".join(chance.choice(ALPHABET) for _ in range(32))
        code = keys._grouped(signs).replace("-", "")
        nonce, wrapped = keys.wrap(keys.from_recovery_code(signs, salt), keys.new_key(), description)
        for typo in (*_single_typos(code), *_neighbours_swapped(code)):
            tried += 1
            read = keys.read_recovery_code(typo)
            if read is not None:
                passed += 1
                assert read != signs
                assert keys.unwrap(keys.from_recovery_code(read, salt), nonce, wrapped, description) is None
    assert tried > 60_000
    assert passed / tried < 0.003


@pytest.mark.parametrize("place", range(33))
def test_the_check_sign_watches_every_place(place: int) -> None:
    code = keys._grouped("7" * 32).replace("-", "")
    typos = [code[:place] + other + code[place + 1 :] for other in ALPHABET if other != code[place]]
    assert all(keys.read_recovery_code(typo) is None for typo in typos)


# Wrapping

WRAPPING, KEY, DESCRIPTION = bytes(range(32)), bytes(range(100, 132)), b'{"kind":"passphrase"}'
NONCE, WRAPPED = keys.wrap(WRAPPING, KEY, DESCRIPTION)


def test_a_key_comes_back_as_it_was_wrapped() -> None:
    assert keys.unwrap(WRAPPING, NONCE, WRAPPED, DESCRIPTION) == KEY


@given(
    part=st.sampled_from(["wrapping", "nonce", "wrapped", "description"]),
    place=st.integers(0, 10_000),
    bits=st.integers(1, 255),
)
def test_one_changed_byte_anywhere_and_the_key_does_not_open(part: str, place: int, bits: int) -> None:
    parts = {"wrapping": WRAPPING, "nonce": NONCE, "wrapped": WRAPPED, "description": DESCRIPTION}
    changed = bytearray(parts[part])
    changed[place % len(changed)] ^= bits
    parts[part] = bytes(changed)
    assert keys.unwrap(parts["wrapping"], parts["nonce"], parts["wrapped"], parts["description"]) is None


@given(nonce=st.binary(max_size=200), wrapped=st.binary(max_size=100), description=st.binary())
def test_nothing_made_up_opens_and_nothing_made_up_is_an_accident(
    nonce: bytes, wrapped: bytes, description: bytes
) -> None:
    assert keys.unwrap(WRAPPING, nonce, wrapped, description) is None


def test_two_purposes_two_keys_and_a_seal_is_over_everything() -> None:
    assert keys.derived(KEY, "log") != keys.derived(KEY, "key file") != KEY
    assert keys.seal(KEY, b"a", b"b") == keys.seal(KEY, b"ab") != keys.seal(WRAPPING, b"ab")


def test_the_process_leaves_no_core_behind() -> None:
    keys.forbid_memory_dumps()
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
