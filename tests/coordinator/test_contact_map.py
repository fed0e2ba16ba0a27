"""The map of contacts: who is on it and where, what is missing, what leaves on paper, and the same in words."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.appointment import Appointment
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.contact_map import ContactMap, MapNode, contact_map, in_words, printed_map
from coordinator.contact_standing import map_texts
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.gap import rules
from coordinator.gap_silence import GapSilence
from coordinator.map_figure import MapMark, MapRing
from coordinator.page import Page
from coordinator.person import PatientStatus, ProtectedIdentity
from coordinator.practice import fill_practice
from coordinator.protection import contacts_to_print
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.shared_paper import Ground, SharedPaper
from coordinator.swedish import sort_key
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, noon, record_of

CHECKED = TODAY - timedelta(days=10)


def contact(name: str, **fields: Any) -> Contact:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "name": name, "phone": "010-111 22 40", "checked_on": CHECKED}
    return Contact(**known | fields)


def role_of(one: Contact, assignment: Assignment, **fields: Any) -> ContactRole:
    known: dict[str, Any] = {
        "patient_id": PATIENT_ID, "contact_id": one.id, "assignment": assignment, "start": TODAY,
        "main": assignment is Assignment.FIXED_CARE_CONTACT, "informed_on": TODAY,
    }  # fmt: skip
    return ContactRole(**known | fields)


def got_paper(one: Contact) -> SharedPaper:
    return SharedPaper(
        patient_id=PATIENT_ID, paper="vardplan", title="Min vårdplan", to=one.name, contact_id=one.id,
        shared_on=TODAY, shared_by="Anna Lind", ground=Ground.REQUEST, sha256="0" * 64,
    )  # fmt: skip


KARIN = contact("Karin Lindström", role="sjuksköterska", category=ContactCategory.HABILITATION)
HENRIK = contact("Henrik Falk", role="barnläkare")
TEETH = contact("Cecilia Ask", role="tandläkare", category=ContactCategory.DENTAL)
NOTHING_MISSING = (
    KARIN, HENRIK, TEETH,
    role_of(KARIN, Assignment.FIXED_CARE_CONTACT), role_of(HENRIK, Assignment.FIXED_PHYSICIAN_CONTACT),
)  # fmt: skip


def nodes(map: ContactMap) -> list[MapNode]:
    return [node for found in map.nodes for node in found]


def names(map: ContactMap) -> list[str]:
    return [node.dot.name for node in nodes(map)]


def node_of(one: Contact, *others: Entity) -> MapNode:
    (found,) = (node for node in nodes(contact_map(record_of(one, *others))) if node.key == one.id)
    return found


@pytest.fixture(scope="module")
def practice() -> Mapping[str, Record]:
    store = MemoryStore(noon(TODAY))
    return {one.slug: store.read(one.patient_id) for one in fill_practice(Desk(store))}


# Who is there, and where


def test_a_patient_with_nothing_filled_in_has_what_is_missing(practice: Mapping[str, Record]) -> None:
    map = contact_map(practice["tom"])
    assert [node.key for node in nodes(map)] == [*Assignment, "no_dental"]
    assert [node.category for node in nodes(map)] == [ContactCategory.COORDINATION] * 2 + [ContactCategory.DENTAL]
    assert {node.dot.mark for node in nodes(map)} == {MapMark.GAP}
    assert {node.dot.name for node in nodes(map)} == {node.gap.title for node in nodes(map) if node.gap}
    assert map.figure.says == "Inga kontakter än, 3 luckor, ingen samordnar."
    assert map.exchanges == ()


def test_a_patient_without_a_name_is_called_the_patient() -> None:
    nameless = replace(MAJA, given_name="")
    assert contact_map(record_of(nameless)).figure.centre == "Patienten"
    assert contact_map(record_of(replace(nameless, called="Majsan"))).figure.centre == "Majsan"


def test_every_dot_of_the_figure_is_the_node_in_the_same_place(practice: Mapping[str, Record]) -> None:
    for record in practice.values():
        for map in (contact_map(record), printed_map(record)):
            assert [area.dots for area in map.figure.areas] == [
                tuple(node.dot for node in found) for found in map.nodes
            ]
            assert all(map.nodes)
            areas = [found[0].category for found in map.nodes]
            assert areas == [one for one in ContactCategory if one in areas]  # clockwise in the order of the list
            assert len({node.key for node in nodes(map)}) == len(nodes(map))


def test_every_current_contact_is_there_once(practice: Mapping[str, Record]) -> None:
    for record in practice.values():
        on_map = [node.key for node in nodes(contact_map(record)) if node.contact]
        assert sorted(map(str, on_map)) == sorted(str(one.id) for one in record.all(Contact) if one.is_current)


def test_who_holds_a_role_in_law_stands_with_the_others_who_do() -> None:
    node = node_of(KARIN, *NOTHING_MISSING[1:])
    assert node.category is ContactCategory.COORDINATION
    assert node.dot.mark is MapMark.COORDINATES
    assert node.dot.role == "fast vårdkontakt, sjuksköterska"
    assert node.held == (NOTHING_MISSING[3],)
    map = contact_map(record_of(*NOTHING_MISSING))
    assert names(map) == ["Karin Lindström", "Henrik Falk", "Cecilia Ask"]
    assert map.figure.says == "3 kontakter i 2 livsområden, inga luckor, Karin Lindström samordnar."


@pytest.mark.parametrize("status", [ContactStatus.ENDED, ContactStatus.TRANSFERRED])
def test_a_unit_that_has_closed_is_not_on_the_map(status: ContactStatus) -> None:
    closed = contact("Mottagningen Ekbacken", status=status)
    referral = Referral(patient_id=PATIENT_ID, from_contact_id=HENRIK.id, contact_id=closed.id)
    map = contact_map(record_of(*NOTHING_MISSING, closed, referral))
    assert closed.id not in [node.key for node in nodes(map)]
    assert map.exchanges == ()
    assert map.figure.below == "3 kontakter"


def test_a_role_that_is_held_by_a_unit_that_has_closed_is_missing() -> None:
    closed = replace(HENRIK, status=ContactStatus.ENDED)
    map = contact_map(record_of(KARIN, closed, TEETH, *NOTHING_MISSING[3:]))
    assert [node.key for node in map.nodes[0]] == [KARIN.id, Assignment.FIXED_PHYSICIAN_CONTACT]
    assert map.gap_count == 1
    again = contact("Amina Wallin", role="läkare")
    held = role_of(again, Assignment.FIXED_PHYSICIAN_CONTACT)
    map = contact_map(record_of(KARIN, closed, TEETH, *NOTHING_MISSING[3:], again, held))
    assert [node.key for node in map.nodes[0]] == [KARIN.id, again.id]


def test_when_whoever_coordinated_is_no_longer_a_contact_nobody_does_though_another_has_the_role() -> None:
    closed = replace(KARIN, status=ContactStatus.ENDED)
    second = role_of(HENRIK, Assignment.FIXED_CARE_CONTACT, main=False)
    map = contact_map(record_of(closed, HENRIK, TEETH, *NOTHING_MISSING[3:], second))
    assert [node.key for node in map.nodes[0]] == [HENRIK.id, Assignment.FIXED_CARE_CONTACT]
    assert map.figure.says.endswith("1 lucka, ingen samordnar.")
    ended = replace(HENRIK, status=ContactStatus.ENDED)
    map = contact_map(record_of(KARIN, ended, TEETH, NOTHING_MISSING[3], second))
    assert Assignment.FIXED_CARE_CONTACT not in [node.key for node in map.nodes[0]]


def test_somebody_at_four_units_is_four_dots_that_are_told_apart() -> None:
    units = ("Östra sjukhuset", "Västra sjukhuset", "Hjärtcentrum", "Barnkliniken")
    four = [contact("Jonas Edman", role="kardiolog", unit=unit) for unit in units]
    map = contact_map(record_of(*NOTHING_MISSING, *four, contact("Lisa Ek", role="dietist", unit="Östra sjukhuset")))
    roles = [node.dot.role for node in nodes(map) if node.dot.name == "Jonas Edman"]
    assert roles == [f"kardiolog, {unit}" for unit in sorted(units, key=sort_key)]
    assert "dietist" in [node.dot.role for node in nodes(map)]  # she is the only one of that name


def test_who_has_no_role_is_told_by_the_workplace() -> None:
    assert node_of(contact("Lisa Ek", unit="Mottagningen", organisation="Östra sjukhuset")).dot.role == (
        "Mottagningen, Östra sjukhuset"
    )
    assert node_of(contact("", unit="Mottagningen")).dot.role == ""


def test_a_hundred_and_twenty_one_in_one_area_and_names_of_eighty_letters() -> None:
    many = [contact(f"{'Ö' * 76} {number:03}", category=ContactCategory.KOMMUN) for number in range(121)]
    map = contact_map(record_of(*NOTHING_MISSING, *many))
    (kommun,) = (found for found in map.nodes if found[0].category is ContactCategory.KOMMUN)
    assert [node.dot.name for node in kommun] == [one.name for one in many]
    assert {len(node.dot.name) for node in kommun} == {80}
    assert map.figure.below == "124 kontakter"
    assert "Kommun, 121 kontakter" in [title for title, _ in in_words(map)]


def test_those_to_look_at_stand_first_then_by_name() -> None:
    due = {"interval_months": 6, "last_contact": TODAY - timedelta(days=300)}
    others = [
        contact("Ärla Bo"), contact("Åsa Norén"), contact("Anna Berg"), contact("Örjan Ek"),
        contact("Zara Ek", important_in_emergency=True), contact("Öda Lind", **due),
        contact("Per Ek", category=ContactCategory.COORDINATION),
    ]  # fmt: skip
    map = contact_map(record_of(*NOTHING_MISSING[:1], TEETH, NOTHING_MISSING[3], *others))
    assert names(map) == [
        "Karin Lindström", "Fast läkarkontakt saknas", "Per Ek",
        "Öda Lind", "Zara Ek", "Anna Berg", "Åsa Norén", "Ärla Bo", "Örjan Ek", "Cecilia Ask",
    ]  # fmt: skip


def test_the_map_is_the_same_whatever_order_the_entries_are_read_in(practice: Mapping[str, Record]) -> None:
    record, shuffle = practice["120-kontakter"], random.Random(7)
    twins = tuple(replace(contact("Lisa Ek"), patient_id=record.patient_id) for _ in range(9))
    record = replace(record, entries={**record.entries, Contact: (*record.all(Contact), *twins)})
    mixed = {kind: tuple(shuffle.sample(found, len(found))) for kind, found in record.entries.items()}
    first, second = contact_map(record), contact_map(replace(record, entries=mixed))
    assert first.nodes == second.nodes
    assert first.figure == second.figure
    assert first.exchanges == second.exchanges
    assert in_words(first) == in_words(second)


# What a dot says


@pytest.mark.parametrize(
    ("checked_on", "mark"),
    [
        (TODAY, MapMark.CURRENT),
        (TODAY - timedelta(days=360), MapMark.CURRENT),
        (TODAY - timedelta(days=370), MapMark.OLD),
        (None, MapMark.OLD),
    ],
)
def test_the_age_of_a_fact_shows_and_is_no_gap(checked_on: date | None, mark: MapMark) -> None:
    node = node_of(contact("Lisa Ek", checked_on=checked_on))
    assert node.dot.mark is mark
    assert node.gap is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"interval_months": 6, "last_contact": TODAY - timedelta(days=300)}, "ingen tid"),
        ({"phone": ""}, "går inte att nå"),
        ({"phone": "", "email": "lisa@exempel.se", "important_in_emergency": True}, "nummer saknas"),
    ],
)
def test_what_is_missing_or_late_is_said_in_few_words(fields: dict[str, Any], says: str) -> None:
    node = node_of(contact("Lisa Ek", checked_on=None, **fields))
    assert node.dot.mark is MapMark.GAP
    assert node.dot.says == says
    assert node.gap is not None
    assert node.gap.contact_id == node.key


def test_who_coordinates_is_marked_so_and_still_says_what_is_missing() -> None:
    node = node_of(KARIN, role_of(KARIN, Assignment.FIXED_CARE_CONTACT, informed_on=None))
    assert node.dot.mark is MapMark.COORDINATES
    assert node.dot.says == "information inte lämnad"
    assert node.gap is not None


def test_every_rule_about_contacts_is_on_the_map_or_known_not_to_be() -> None:
    texts = map_texts()
    of_contacts = {rule.code for rule in rules() if rule.page is Page.CONTACTS}
    assert of_contacts == texts["says"].keys() | texts["missing"].keys() | {"contact_old", "role_of_ended_contact"}
    assert set(texts["on_paper"]) <= texts["says"].keys()
    assert set(texts["areas"]) == {area.stored for area in ContactCategory}


@pytest.mark.parametrize(
    ("days", "ring"),
    [
        (0, MapRing.MONTH), (30, MapRing.MONTH), (31, MapRing.HALF_YEAR), (181, MapRing.HALF_YEAR),
        (182, MapRing.LATER), (None, MapRing.LATER),
    ],
)  # fmt: skip
def test_the_ring_is_when_one_meets_next(days: int | None, ring: MapRing) -> None:
    planned = None if days is None else TODAY + timedelta(days=days)
    node = node_of(contact("Lisa Ek", next_contact=planned))
    assert (node.dot.ring, node.next_time) == (ring, planned)


def test_a_booked_time_counts_too() -> None:
    lisa = contact("Lisa Ek")
    visit = Appointment(patient_id=PATIENT_ID, contact_id=lisa.id, day=TODAY + timedelta(days=3))
    assert node_of(lisa, visit).dot.ring is MapRing.MONTH


def test_a_silenced_gap_is_none_on_the_map() -> None:
    until = TODAY + timedelta(days=9)
    quiet = GapSilence(patient_id=PATIENT_ID, rule="no_dental", reason="Har en egen", until=until, silenced_on=TODAY)
    assert "no_dental" not in [node.key for node in nodes(contact_map(record_of(quiet)))]


def test_a_patient_who_is_ended_lacks_nothing() -> None:
    assert nodes(contact_map(record_of(replace(MAJA, status=PatientStatus.ENDED)))) == []


# Narrowed


def test_narrowed_says_how_many_of_all_and_keeps_the_order(practice: Mapping[str, Record]) -> None:
    record = practice["barn"]
    whole = contact_map(record)
    narrowed = contact_map(record, keep=lambda node: node.dot.acute)
    assert nodes(narrowed) == [node for node in nodes(whole) if node.dot.acute]
    assert narrowed.figure.below == f"{len(nodes(narrowed))} av {whole.figure.below}"
    assert "samordnar" in narrowed.figure.says
    assert 0 < len(narrowed.exchanges) < len(whole.exchanges)
    assert {key for one in narrowed.exchanges for key in (one.from_key, one.to_key)} <= {
        node.key for node in nodes(narrowed)
    }
    assert whole.narrowed(lambda _: True).figure == whole.figure
    nobody = whole.narrowed(lambda _: False)
    assert nobody.nodes == ()
    assert nobody.figure.below == f"0 av {whole.figure.below}"


# On paper


def test_on_paper_stand_those_that_may_and_nothing_of_what_others_have_to_mend(practice: Mapping[str, Record]) -> None:
    for record in practice.values():
        found = nodes(printed_map(record))
        assert {node.key for node in found if node.contact} == {one.id for one in contacts_to_print(record)}
        assert {node.dot.says for node in found} <= {"", "ingen tid"}
        assert all(node.gap is None or node.contact is None or node.dot.says for node in found)


def test_a_contact_that_cannot_be_reached_is_the_coordinators_to_mend() -> None:
    late = {"interval_months": 6, "last_contact": TODAY - timedelta(days=300)}
    record = record_of(*NOTHING_MISSING, contact("Lisa Ek", phone=""), contact("Bo Ek", phone="", **late))
    assert [node.dot.says for node in nodes(printed_map(record)) if node.gap] == ["ingen tid"]
    assert contact_map(record).gap_count == 2


def test_where_a_protected_patient_is_stays_off_paper() -> None:
    maja = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    school = contact("Ekskolan", category=ContactCategory.SCHOOL_WORK)
    doctor = contact("Vårdcentralen Ekbacken", role="läkare", category=ContactCategory.PRIMARY_CARE)
    teeth = replace(TEETH, reveals_location=True)
    asks = Referral(patient_id=PATIENT_ID, from_contact_id=doctor.id, contact_id=KARIN.id)
    entries = (
        KARIN, replace(HENRIK, role="läkare, skriver till Ekskolan"), teeth, school, doctor, NOTHING_MISSING[3],
        role_of(doctor, Assignment.FIXED_PHYSICIAN_CONTACT), asks,
    )  # fmt: skip
    map = printed_map(record_of(maja, *entries))
    assert {node.key for node in nodes(map)} == {KARIN.id, HENRIK.id}  # the roles are held, and the teeth cared for
    said = f"{map.figure} {map.figure.areas} {in_words(map)} {[node.contact for node in nodes(map)]} {names(map)}"
    said += " ".join(node.dot.role for node in nodes(map))
    for secret in ("Ekskolan", "Ekbacken", "Cecilia"):
        assert secret not in said
    assert map.exchanges == ()
    assert "Ekskolan" in names(contact_map(record_of(maja, *entries)))


def test_nobody_on_paper_is_not_told_as_nobody_at_all() -> None:
    map = printed_map(record_of(contact("Lisa Ek", on_print=False)))
    assert map.figure.below == "inga kontakter"


def test_who_got_a_paper_is_not_told_to_whoever_gets_the_map() -> None:
    record = record_of(*NOTHING_MISSING, got_paper(TEETH))
    assert [one.ways for one in contact_map(record).exchanges] == [("papper",)]
    assert printed_map(record).exchanges == ()


# In words


def test_each_line_says_what_the_picture_shows() -> None:
    consent = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.EXCHANGE, given_by="Maja", given_on=TODAY, recipients="skolan",
        covers="allt om benen", valid_until=TODAY + timedelta(days=90),
    )  # fmt: skip
    lisa = contact("Lisa Ek", role="dietist", consent_id=consent.id, important_in_emergency=True, checked_on=None)
    jonas = contact("Jonas Edman", role="endokrinolog", interval_months=6, last_contact=date(2026, 5, 11))
    nina = contact("Nina Bo", next_contact=date(2026, 12, 3))
    asks = Referral(patient_id=PATIENT_ID, from_contact_id=jonas.id, contact_id=lisa.id)
    words = dict(in_words(contact_map(record_of(KARIN, NOTHING_MISSING[3], lisa, jonas, nina, consent, asks))))
    assert words == {
        "Fast vård- och läkarkontakt, 1 kontakt, 1 roll saknas": [
            "Karin Lindström, fast vårdkontakt, sjuksköterska, samordnar, ingen tid inlagd, "
            "utbyter information med Lisa Ek (samtycke)",
            "Fast läkarkontakt saknas",
        ],
        "Specialiserad vård, 3 kontakter": [
            "Jonas Edman, endokrinolog, ingen tid, utbyter information med Lisa Ek (remiss som väntar på svar)",
            "Lisa Ek, dietist, inte kontrollerad på 12 månader, viktig i akut läge, ingen tid inlagd, "
            "utbyter information med Jonas Edman (remiss som väntar på svar), Karin Lindström (samtycke)",
            "Nina Bo, ses 3 dec 2026",
        ],
        "Tandvård, 1 roll saknas": ["Kontakt i tandvården saknas"],
    }


def test_whoever_exchanges_with_many_says_how_many() -> None:
    consent_id = UUID(int=7)
    consent = Consent(
        id=consent_id, patient_id=PATIENT_ID, purpose=ConsentPurpose.OTHER, given_by="Maja", given_on=TODAY,
        recipients="dem som behöver", covers="allt", valid_until=TODAY,
    )  # fmt: skip
    others = [contact(f"Lisa {number}", consent_id=consent_id) for number in range(7)]
    ((_, (karin, *_)), *_) = in_words(contact_map(record_of(*NOTHING_MISSING, consent, *others)))
    assert karin.endswith("utbyter information med 7 kontakter")


def test_there_is_a_line_for_each_dot(practice: Mapping[str, Record]) -> None:
    for record in practice.values():
        map = contact_map(record)
        assert [len(lines) for _, lines in in_words(map)] == [len(found) for found in map.nodes]


def test_names_stay_out_of_what_is_logged() -> None:
    assert "Karin" not in repr(contact_map(record_of(*NOTHING_MISSING)))
