"""Keys: passphrase (Argon2id), recovery code, remembered secret, and how each wraps the vault's random 256-bit key.

Parameters follow RFC 9106 (second recommended option as the floor); wrapping is AES-256-GCM with the slot's own
description as associated data, so that a slot whose parameters were lowered no longer opens.
"""

import hashlib
import hmac
import os
import secrets
import sys
import time
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


@dataclass(frozen=True)
class Cost:
    """Argon2id's cost: passes over memory, memory in KiB, lanes."""

    passes: int
    memory_kib: int
    lanes: int

    def reaches(self, floor: "Cost") -> bool:
        """Whether no parameter is below ``floor``."""
        return self.passes >= floor.passes and self.memory_kib >= floor.memory_kib and self.lanes >= floor.lanes


FLOOR = Cost(passes=3, memory_kib=64 * 1024, lanes=4)
CEILING = Cost(passes=16, memory_kib=1024 * 1024, lanes=16)
"""More than this is a damaged or hostile key file: it would hang the program."""


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a passphrase stands for; NFKC, so that å typed in two ways is the same å."""
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    # surrogatepass: bytes that were not UTF-8 on a command line are a passphrase too, and no error shows them.
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"))


def calibrated_cost(target_seconds: float = 0.8) -> Cost:
    """The largest memory that keeps one derivation on this computer within ``target_seconds``; never below `FLOOR`."""
    started = time.perf_counter()
    from_passphrase("måttstock", bytes(16), FLOOR)
    room = target_seconds / (time.perf_counter() - started)
    doublings = 2 if room >= 4 else 1 if room >= 2 else 0
    return Cost(FLOOR.passes, FLOOR.memory_kib * 2**doublings, FLOOR.lanes)


def derived(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """A key for one purpose out of another key (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=f"hallpunkt {purpose}".encode()).derive(key)


def seal(key: bytes, *parts: bytes) -> str:
    """HMAC-SHA256 over ``parts``, as hexadecimal."""
    return hmac.new(key, b"".join(parts), hashlib.sha256).hexdigest()


def wrap(wrapping_key: bytes, key: bytes, description: bytes) -> tuple[bytes, bytes]:
    """Encrypt ``key``; the nonce (12 bytes) and the ciphertext with its tag."""
    nonce = os.urandom(12)
    return nonce, AESGCM(wrapping_key).encrypt(nonce, key, description)


def unwrap(wrapping_key: bytes, nonce: bytes, wrapped: bytes, description: bytes) -> bytes | None:
    """The wrapped key, or None when the wrapping key or the description is another."""
    try:
        return AESGCM(wrapping_key).decrypt(nonce, wrapped, description)
    except (InvalidTag, ValueError):  # ValueError: a nonce of a length that no cipher has
        return None


# Crockford's base 32: no I, L, O or U, so that a code read from paper is not misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"} | dict.fromkeys("-\u2010\u2011\u2013\u2212", ""))
_CODE_SIGNS = 32


def new_recovery_code() -> str:
    """160 random bits on paper: eight groups of four signs and a check sign, as ``NG20-DP99-…-7``."""
    return _grouped("".join(secrets.choice(_ALPHABET) for _ in range(_CODE_SIGNS)))


def _grouped(signs: str) -> str:
    groups = [signs[start : start + 4] for start in range(0, len(signs), 4)]
    return "-".join([*groups, _check_sign(signs)])


def _check_sign(signs: str) -> str:
    # A prime modulus over weights of which none is 0 notices every single wrong sign and every swap of neighbours,
    # but for 0 and Z, which are the same modulo 31; what slips through is caught by the cipher's own tag.
    weighted = sum((position % 30 + 1) * _ALPHABET.index(sign) for position, sign in enumerate(signs))
    return _ALPHABET[weighted % 31]


def read_recovery_code(text: str) -> str | None:
    """The 32 signs of a code as somebody typed it; None when it has a misprint that the check sign shows."""
    signs = "".join(text.upper().split()).translate(_READ_AS)
    if len(signs) != _CODE_SIGNS + 1 or any(sign not in _ALPHABET for sign in signs):
        return None
    return signs[:-1] if _check_sign(signs[:-1]) == signs[-1] else None


def from_recovery_code(signs: str, salt: bytes) -> bytes:
    """The key that a recovery code stands for. It holds 160 random bits, so no slow derivation is needed."""
    return derived(signs.encode(), "recovery", salt)


def from_keyring(secret: bytes, salt: bytes) -> bytes:
    """The key that a secret kept in the computer's keyring stands for. It is as random as the vault's own key."""
    return derived(secret, "keyring", salt)


def forbid_memory_dumps() -> None:
    """Ask the operating system not to write this process's memory to disk when it crashes, where that can be asked."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
