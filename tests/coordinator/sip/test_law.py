"""The legal references: each has its source, and what nobody has checked is never printed as if somebody had."""

import re

import pytest

from coordinator.sip.law import cited, references
from coordinator.sip.meeting import SipMeetingKind
from coordinator.sip.texts import sip_texts, usual_agenda


def test_every_reference_has_a_source_and_says_whether_it_is_verified() -> None:
    found = references()
    assert len({one.key for one in found}) == len(found) == len(sip_texts()["references"])
    for one in found:
        assert one.text.strip() and one.source.strip() and isinstance(one.verified, bool)
        assert one.verified != ("inte kontrollera" in one.source), one.key
    assert any(one.verified for one in found) and any(not one.verified for one in found)


def test_a_reference_that_is_not_verified_names_no_paragraph() -> None:
    for one in references():
        assert one.verified or not re.search(r"\d\s*(?:kap\.|§)", one.text), one.key


def test_what_is_not_verified_is_said_as_what_corresponds() -> None:
    assert cited(("sip",)) == "Hälso- och sjukvårdslagen (2017:30) 16 kap. 4 §."
    assert cited(("sip", "sip_social_services")) == (
        "Hälso- och sjukvårdslagen (2017:30) 16 kap. 4 § och motsvarande bestämmelse i socialtjänstlagen (2025:400)."
    )
    three = cited(("discharge", "discharge_summary", "care_contact"))
    assert three.startswith("Lagen (2017:612)") and ", patientlagen" in three and three.endswith("6 kap. 2 §.")
    with pytest.raises(KeyError):
        cited(("finns inte",))


@pytest.mark.parametrize("kind", SipMeetingKind)
def test_every_kind_of_meeting_has_an_agenda(kind: SipMeetingKind) -> None:
    points = usual_agenda(kind)
    assert len(points) >= 4 and all(point.strip() == point and point[0].isupper() for point in points)
    points.clear()
    assert usual_agenda(kind), "nobody changes the list that all read"
