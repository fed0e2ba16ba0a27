"""What a passphrase must be."""

import pytest

from coordinator.errors import RuleError
from coordinator.passphrase import PRACTICE_PASSPHRASE, require_strong


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "elva tecken",
        " " * 40,
        "kort        ",
        "aaaaaaaaaaaaaaaa",
        "121212121212",
        PRACTICE_PASSPHRASE,
        PRACTICE_PASSPHRASE.upper(),
    ],
)
def test_a_weak_one_is_refused_with_what_to_do(passphrase: str) -> None:
    with pytest.raises(RuleError) as refused:
        require_strong(passphrase)
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("passphrase", ["häst batteri klammer", "correct horse battery", "\"';-- DROP TABLE x"])
def test_a_strong_one_passes(passphrase: str) -> None:
    require_strong(passphrase)
