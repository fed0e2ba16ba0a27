"""A bundle of FHIR R4 in JSON, our own or another's, as entries: what each resource says, and what had no place."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid5

from coordinator.errors import ImportRefused
from coordinator.person import Patient
from coordinator.take_in.drafting import Draft, Unread, read_entry
from coordinator.take_in.fhir.contacts import contacts, roles
from coordinator.take_in.fhir.gathering import KNOWN_TYPES, gathered
from coordinator.take_in.fhir.health import allergy, condition, flag
from coordinator.take_in.fhir.origin import is_practice, made_on, origin
from coordinator.take_in.fhir.people import number_of, patient, related
from coordinator.take_in.fhir.plans import care_plan, goal, task
from coordinator.take_in.fhir.source import FOREIGN, Found, Source, references
from coordinator.take_in.fhir.things import checklist, consent, device, referral
from coordinator.take_in.fhir.values import broken_days, each, part, part_of_days, text
from coordinator.take_in.fhir.visits import appointment, communication, encounter
from coordinator.take_in.read_file import ReadEntry, ReadFile
from coordinator.take_in.safe_json import read_json
from coordinator.take_in.tying import tied
from coordinator.taken_in import FileForm

_TYPES = ("document", "collection", "searchset", "transaction", "batch")

Reader = Callable[[Source, Found], Iterator[Draft]]

_READERS: dict[str, Reader] = {
    "RelatedPerson": related,
    "Condition": condition,
    "Flag": flag,
    "AllergyIntolerance": allergy,
    "CarePlan": care_plan,
    "Goal": goal,
    "ServiceRequest": referral,
    "Task": task,
    "Appointment": appointment,
    "Encounter": encounter,
    "Communication": communication,
    "DeviceUseStatement": device,
    "Device": device,
    "Consent": consent,
    "QuestionnaireResponse": checklist,
}
"""In an order where what is a part of another is read with it, and not once more."""

_SECTIONS_IN_WORDS = ("Om mig",)
_WITH_NOTES = frozenset({"CarePlan", "AllergyIntolerance"})
"""Those whose notes are taken in."""
_WHO = ("Practitioner", "PractitionerRole", "Organization")
_PARTS_OF_OTHERS = ("Bundle", "Composition", "Provenance", "CareTeam", "Patient")


def read_fhir(content: bytes) -> ReadFile:
    """What the bundle says. ImportRefused when it is none, or is not about exactly one patient."""
    bundle = read_json(content)
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise _refused("Det är ingen samling uppgifter (Bundle) i FHIR.")
    if bundle.get("type") not in _TYPES:
        raise _refused("Det är ett slags FHIR-samling som inte innehåller uppgifter om en patient.")
    unread = Unread()
    found = gathered(bundle, unread)
    source = _source(found, unread)
    drafts = [patient(source), *_drafts(source)]
    entries = _entries(source, drafts)
    made_by = origin(source)
    _tell_of_the_rest(source)
    return ReadFile(
        form=FileForm.FHIR,
        patient_id=source.patient_id,
        entries=entries,
        origin=made_by,
        made_on=made_on(bundle, source),
        complete=False,
        practice=is_practice(bundle, source),
        unread=unread.lines(),
        own=source.patient.own is not None,
    )


def _source(found: list[Found], unread: Unread) -> Source:
    patients = [one for one in found if one.type_name == "Patient"]
    if not patients:
        raise _refused("Det står ingen patient i den.")
    if len(patients) > 1:
        raise _refused(f"Den handlar om {len(patients)} patienter. Be avsändaren om en fil för varje patient.")
    (subject,) = patients
    number = number_of(subject.resource)
    if subject.is_own(Patient) and subject.own:
        patient_id = subject.own[1]
    else:
        # What only says that it is ours, under a patient that is not, is another's.
        found = [Found(one.type_name, one.resource, one.url, one.place) for one in found]
        subject = next(one for one in found if one.type_name == "Patient")
        known = f"{number[0].stored}:{number[1]}" if number else subject.key
        patient_id = uuid5(FOREIGN, known.encode("utf-8", "replace").decode())
    return Source(found, subject, patient_id, unread)


def _drafts(source: Source) -> Iterator[Draft]:
    """What each resource becomes: the contacts first, whom the others point to."""
    yield from contacts(source)
    yield from roles(source)
    source.used |= {task.url for task in source.pointed_from("Task", "focus").values()}
    for type_, read in _READERS.items():
        for one in source.of(type_):
            if one.url in source.used:
                continue
            source.used.add(one.url)
            if source.is_about_another(one):
                source.unread.add(_named(one.type_name), "gäller någon annan än filens patient, eller säger inte vem")
            else:
                yield from read(source, one)


def _entries(source: Source, drafts: list[Draft]) -> tuple[ReadEntry, ...]:
    """The entries, each id once, in which nothing refers to what did not come along."""
    read: dict[Any, ReadEntry] = {}
    for draft in drafts:
        if draft.id in read:
            source.unread.add(draft.kind.TITLE, "samma post står två gånger")
            continue
        one = read_entry(draft, source.patient_id, source.unread)
        if one is not None:
            read[draft.id] = one
    if source.patient_id not in read:
        raise _refused("Patientens egna uppgifter går inte att läsa.")
    return tied(read, source.unread)


def _tell_of_the_rest(source: Source) -> None:
    """What no reader has a place for, and what can be seen to be wrong in what was read."""
    for one in source.found:
        if one.url in source.used or one.type_name in _PARTS_OF_OTHERS or _is_part_of_ours(source, one):
            continue
        source.unread.add(*_why_not(one))
    _tell_of_sections(source)
    for one in source.found:
        for _ in range(broken_days(one.resource)):
            source.unread.add("datum", "finns inte i kalendern")
        for _ in range(part_of_days(one.resource)):
            source.unread.add("datum", "är ofullständiga (bara år eller månad)")
        for _, reference in references(one.resource):
            if source.is_lost(reference):
                source.unread.add("hänvisningar", "leder till något som inte finns i filen")
        if each(one.resource, "note") and one.own is None and one.type_name in _READERS.keys() - _WITH_NOTES:
            source.unread.add("anteckningar", f"står vid {one.type_name} och har ingen plats")
        if isinstance(one.resource.get("contained"), list):
            source.unread.add("resurser", "ligger inuti en annan (contained)")


def _tell_of_sections(source: Source) -> None:
    """The parts of a document that nothing stands behind but words; a part that says why it is empty has none."""
    for composition in source.of("Composition"):
        for section in each(composition.resource, "section"):
            if section.get("entry") or section.get("emptyReason") or not section.get("text"):
                continue
            title = text(section.get("title")) if source.patient.own else ""
            named = f" ({title})" if title in _SECTIONS_IN_WORDS else ""
            source.unread.add("avsnitt", f"är text att läsa, och inga uppgifter att hämta in{named}")


def _is_part_of_ours(source: Source, one: Found) -> bool:
    """Whether our own file has it beside an entry: who wrote it and where, and what a call says in its own words."""
    if source.patient.own is None or one.own:
        return False
    about = source.to(part(one.resource, "context", "encounter"))
    return one.type_name in _WHO or (about is not None and about.own is not None)


def _why_not(one: Found) -> tuple[str, str] | tuple[str]:
    if one.own and one.type_name == "DocumentReference":
        return one.own[0].TITLE, "papperets innehåll följer inte med i FHIR"
    if one.type_name in _WHO:
        return (one.type_name, "hör inte till någon kontakt")
    return (_named(one.type_name),)


def _named(type_: str) -> str:
    return type_ if type_ in KNOWN_TYPES else "resurser av annat slag"


def _refused(why: str) -> ImportRefused:
    return ImportRefused("Filen kan inte läsas", f"{why} Inget har ändrats.")
