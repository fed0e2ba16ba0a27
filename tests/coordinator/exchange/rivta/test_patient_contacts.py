"""The contacts: each with a period, how it is reached, and never our own notes."""

from datetime import date
from typing import Any

from coordinator.contact import Assignment, Channel, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.exchange.rivta.contracts import CARE_MANAGERS
from coordinator.person import ProtectedIdentity
from tests.coordinator.exchange.fhir.reading import ME, maja
from tests.coordinator.exchange.rivta.answers import PROVIDER, SYSTEM, UNIT, answer, has, listed, text, texts

HSA, LOCAL = "1.2.752.129.2.1.4.1", "1.2.752.129.2.1.2.1"


def contact(**fields: Any) -> Contact:
    known: dict[str, Any] = {
        "name": "Amina Wallin",
        "role": "neurolog",
        "unit": "Neurologen",
        "last_contact": date(2026, 2, 3),
    }
    return Contact(patient_id=ME, **(known | fields))


def test_a_contact_says_who_where_and_how() -> None:
    one = contact(
        phone="031-238 10 10", switchboard="031-238 00 00", email="n@exempel.se", phone_hours="vardagar 8–12",
        channel=Channel.E1177, responsible_for="Epilepsi", note="Vår egen anteckning", hsa_id="SE2321000016-5E6F",
    )  # fmt: skip
    made = answer(CARE_MANAGERS, one)
    (found,) = listed(CARE_MANAGERS, made)
    access = "careManagerHeader/accessControlHeader"
    for path, expected in {
        f"{access}/accountableHealthcareProviderId/extension": PROVIDER,
        f"{access}/accountableCareUnitId/extension": UNIT,
        f"{access}/patientId/root": "1.2.752.129.2.1.3.1",
        f"{access}/patientId/extension": "199007282388",
        f"{access}/blockComparisonTime": "20260203000000",
        "careManagerHeader/sourceSystemId/extension": SYSTEM,
        "code/originalText": "neurolog",
        "practitioner/hsaId/root": HSA,
        "practitioner/hsaId/extension": "SE2321000016-5E6F",
        "practitioner/name": "Amina Wallin",
        "period/start": "20260203",
        "period/end": "",
        "externalNotes": "Telefontid: vardagar 8–12\nSäker kanal: 1177\nAnsvarar för: Epilepsi",
        "managingCareGiver/hsaId/extension": PROVIDER,
        "careProvidingCareUnit/hsaId/root": LOCAL,
        "careProvidingCareUnit/hsaId/extension": f"{SYSTEM}:{one.id}/enhet",
        "careProvidingCareUnit/name": "Neurologen",
        "contact/telecom/period/time/start": "080000",
    }.items():
        assert text(CARE_MANAGERS, found, path) == expected, path
    assert texts(CARE_MANAGERS, found, "value") == ["031-238 10 10", "031-238 00 00", "n@exempel.se"]
    assert texts(CARE_MANAGERS, found, "weekDay") == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert not has(CARE_MANAGERS, found, "internalNotes") and b"egen anteckning" not in made.content


def test_a_unit_has_its_own_id_and_no_person() -> None:
    one = contact(name="", role="", hsa_id="SE2321000016-5E6F")
    (found,) = listed(CARE_MANAGERS, answer(CARE_MANAGERS, one))
    assert text(CARE_MANAGERS, found, "practitioner/hsaId/extension") == f"{SYSTEM}:{one.id}"
    assert text(CARE_MANAGERS, found, "careProvidingCareUnit/hsaId/extension") == "SE2321000016-5E6F"
    assert text(CARE_MANAGERS, found, "code/originalText") == ContactCategory.SPECIALIST.label


def test_an_assignment_has_its_own_period() -> None:
    one = contact()
    past = ContactRole(patient_id=ME, contact_id=one.id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT,
                       start=date(2020, 1, 1), end=date(2021, 1, 1))  # fmt: skip
    now = ContactRole(
        patient_id=ME, contact_id=one.id, assignment=Assignment.FIXED_CARE_CONTACT, start=date(2024, 1, 1)
    )
    found = listed(CARE_MANAGERS, answer(CARE_MANAGERS, one, past, now))
    told = [tuple(text(CARE_MANAGERS, each, path) for path in ("code/originalText", "period/start", "period/end"))
            for each in found]  # fmt: skip
    assert told == [("Fast läkarkontakt", "20200101", "20210101"), ("Fast vårdkontakt", "20240101", "")]
    assert text(CARE_MANAGERS, found[1], "practitioner/qualification/originalText") == "neurolog"
    after = listed(CARE_MANAGERS, answer(CARE_MANAGERS, one, past))
    assert [text(CARE_MANAGERS, each, "code/originalText") for each in after] == ["Fast läkarkontakt", "neurolog"]


def test_who_is_no_contact_any_longer_ends_on_the_last_known_day_or_stays_here() -> None:
    former = contact(status=ContactStatus.ENDED, last_contact=date(2025, 2, 3), checked_on=date(2024, 1, 1))
    (found,) = listed(CARE_MANAGERS, answer(CARE_MANAGERS, former))
    assert text(CARE_MANAGERS, found, "period/start") == "20240101"
    assert text(CARE_MANAGERS, found, "period/end") == "20250203"
    made = answer(CARE_MANAGERS, contact(status=ContactStatus.ENDED, last_contact=None))
    assert made.count == 0 and "det står inte när den gällde" in made.notes[0]


def test_who_is_told_nowhere_holds_from_today_and_that_is_told() -> None:
    made = answer(CARE_MANAGERS, contact(last_contact=None))
    assert text(CARE_MANAGERS, listed(CARE_MANAGERS, made)[0], "period/start") == "20261122"
    assert "gäller den från i dag" in made.notes[0]


def test_what_is_not_for_paper_or_tells_the_place_stays_here() -> None:
    entries = (
        contact(on_print=False),
        contact(name="Eva Berg", phone="08-238 1", category=ContactCategory.SCHOOL_WORK),
    )
    made = answer(CARE_MANAGERS, maja(protected_identity=ProtectedIdentity.REGISTRATION), *entries)
    assert made.count == 0 and b"Eva" not in made.content and b"08-238" not in made.content
    assert made.notes[0].startswith("2 kontakter är inte med")
    assert answer(CARE_MANAGERS, *entries).count == 1
