"""The kinds of stöd, deciders and decisions: each with a word of its own."""

import pytest

from coordinator.benefit.kinds import BenefitKind, Decider, Decision
from coordinator.entity import Code


@pytest.mark.parametrize("codes", [BenefitKind, Decider, Decision])
def test_each_has_a_word_and_a_stored_name_of_its_own(codes: type[Code]) -> None:
    assert len({one.label for one in codes}) == len({one.stored for one in codes}) == len(codes)
    assert all(one.label[0].isupper() and one.stored.isascii() and one.stored.islower() for one in codes)
    assert all(codes.of(one.stored) is one for one in codes)


def test_every_kind_that_is_to_be_followed_is_there() -> None:
    labels = " ".join(one.label for one in BenefitKind)
    for word in (
        "Omvårdnadsbidrag", "Merkostnadsersättning för barn", "för vuxna", "nedsatt arbetsförmåga", "förlängd skolgång",
        "Sjukersättning", "Bostadstillägg", "Assistansersättning", "LSS-insats", "Individuell plan",
        "Särskilt tandvårdsbidrag", "F-tandvård", "N-tandvård", "Tiotandvård", "Bilstöd", "Färdtjänst",
        "Riksfärdtjänst", "Skolskjuts", "Hjälpmedel", "Bostadsanpassning", "Sjukresor", "Högkostnadsskydd",
        "Parkeringstillstånd", "Närståendepenning", "VAB", "Egenvårdsbedömning", "God man", "Körkort", "skolan",
        "Försäkringsintyg", "Reseintyg",
    ):  # fmt: skip
        assert word in labels, word
    assert list(BenefitKind)[-1] is BenefitKind.OTHER
