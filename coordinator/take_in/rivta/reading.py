"""A file of RIV-TA, told by its outermost element, as entries: GetCarePlans, GetAlertInformation, GetCareContacts and
GetCareManagers, of ours and of others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from coordinator.contact import ContactRole
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.rivta.codes import PERSONNUMMER, RESERVNUMMER, SAMORDNINGSNUMMER
from coordinator.identity import IdentityType, parse_identity
from coordinator.person import Patient
from coordinator.take_in.drafting import Draft, Unread, read_entry
from coordinator.take_in.read_file import ReadEntry, ReadFile
from coordinator.take_in.rivta.alerts import alert
from coordinator.take_in.rivta.care_contacts import care_contact
from coordinator.take_in.rivta.care_plans import care_plan
from coordinator.take_in.rivta.contacts import care_manager
from coordinator.take_in.rivta.elements import child, children, is_broken_day, name_of, text
from coordinator.take_in.rivta.row import Row
from coordinator.take_in.safe_xml import read_xml
from coordinator.take_in.tying import tied
from coordinator.taken_in import FileForm

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FOREIGN = UUID("0d0f8c2e-7d3b-5c1f-8a77-5c2f6a9b4e10")
"""Under it the patient of a file gets the same id each time the file is read."""
MOST = 10_000
"""Rows in a file."""

_KINDS = {
    PERSONNUMMER: IdentityType.PERSONNUMMER,
    SAMORDNINGSNUMMER: IdentityType.SAMORDNINGSNUMMER,
    RESERVNUMMER: IdentityType.RESERVNUMMER,
}
_TEST_NUMBERS = ("238", "239")
"""Where the numbers begin that are given to nobody but invented people."""
_DAYS = frozenset({"start", "end", "documentTime", "ascertainedDate", "verifiedTime", "obsoleteTime"})


@dataclass(frozen=True)
class Contract:
    """What one answer lists: its element, what it is called in Swedish, its header, and the reader of a row."""

    listed: str
    title: str
    header: str
    read: Callable[[Row], Iterator[Draft]]


_CONTRACTS = {
    "GetCarePlansResponse": Contract("carePlan", "planer", "carePlanHeader", care_plan),
    "GetAlertInformationResponse": Contract("alertInformation", "rader UMI", "alertInformationHeader", alert),
    "GetCareContactsResponse": Contract("careContact", "vårdkontakter", "careContactHeader", care_contact),
    "GetCareManagersResponse": Contract("careManager", "kontakter", "careManagerHeader", care_manager),
}


def read_rivta(content: bytes) -> ReadFile:
    """What the file says. ImportRefused when it is no such answer, or is not about exactly one patient."""
    root = _answer(read_xml(content))
    contract = _CONTRACTS[name_of(root)]
    listed = list(children(root, contract.listed))
    if len(listed) > MOST:
        raise _refused(f"Den har fler än {MOST} rader.")
    unread = Unread()
    kind, number = _whose(listed, contract)
    patient_id = uuid5(FOREIGN, f"{kind.stored}:{number}")
    patient = Draft(Patient, patient_id, "filens början", {"identity_type": kind, "identity_number": number})
    drafts = [patient, *_drafts(listed, contract, patient_id, unread)]
    return ReadFile(
        form=FileForm.RIVTA,
        patient_id=patient_id,
        entries=tied(_entries(drafts, patient_id, unread), unread),
        origin=_origin(listed, contract),
        complete=False,
        practice=number[8:11] in _TEST_NUMBERS,
        unread=unread.lines(),
        own=len(drafts) > 1 and all(draft.ours for draft in drafts[1:] if draft.kind is not ContactRole),
    )


def _answer(root: "Element") -> "Element":
    """The answer itself, also when it lies in the envelope it was sent in."""
    if name_of(root) == "Envelope":
        inner = child(root, "Body")
        root = next((one for one in inner if name_of(one) in _CONTRACTS), root) if inner is not None else root
    if name_of(root) not in _CONTRACTS:
        raise _refused("Det är inget av de svar från en region (RIV-TA) som programmet läser.")
    return root


def _whose(listed: list["Element"], contract: Contract) -> tuple[IdentityType, str]:
    """Whose it is: every row says it, and all say the same."""
    if not listed:
        raise _refused("Det står ingen uppgift i den.")
    found = {_person(child(one, contract.header)) for one in listed}
    if len(found) > 1:
        raise _refused(f"Den handlar om {len(found)} patienter. Be avsändaren om en fil för varje patient.")
    (system, number) = found.pop()
    kind = _KINDS.get(system)
    if kind is None or not number:
        raise _refused("Den säger inte med personnummer, samordningsnummer eller reservnummer vem den handlar om.")
    try:
        return kind, parse_identity(number if len(number) == 12 else "", date.max, kind).number
    except RuleError:
        raise _refused("Patientens nummer i den stämmer inte, så det går inte att vara säker på vem det är.") from None


def _person(header: "Element | None") -> tuple[str, str]:
    plain = child(header, "patientId")
    if plain is None:
        plain = child(header, "accessControlHeader", "patientId")
    system = text(plain, "type") or text(plain, "root")
    return system, (text(plain, "id") or text(plain, "extension")).replace("-", "")


def _drafts(listed: list["Element"], contract: Contract, patient_id: UUID, unread: Unread) -> Iterator[Draft]:
    for number, one in enumerate(listed, 1):
        header = child(one, contract.header)
        if text(header, "nullified").lower() in ("true", "1"):
            unread.add(contract.title, "är makulerade av avsändaren")
            continue
        if any(map(_is_broken, one.iter())):
            unread.add("datum", f"finns inte i kalendern ({contract.title})")
        yield from contract.read(Row(one, header, patient_id, f"{contract.listed} {number}", unread))


def _is_broken(element: "Element") -> bool:
    """Whether it should hold a day and does not. What is within opening hours is the time of any day."""
    outer = element.getparent()
    is_clock = outer is not None and name_of(outer) == "time"
    return not is_clock and name_of(element) in _DAYS and is_broken_day((element.text or "").strip())


def _entries(drafts: list[Draft], patient_id: UUID, unread: Unread) -> dict[UUID, ReadEntry]:
    read: dict[UUID, ReadEntry] = {}
    for draft in drafts:
        before = read.get(draft.id)
        one = read_entry(draft, patient_id, unread)
        if one is None or (before is not None and before.entry == one.entry):
            continue
        if before is not None:
            unread.add(draft.kind.TITLE, "samma post står två gånger")
            continue
        read[draft.id] = one
    if patient_id not in read:
        raise _refused("Patientens nummer går inte att läsa.")
    return read


def _origin(listed: list["Element"], contract: Contract) -> str:
    """The unit that answers for the first row, else the system it comes from."""
    header = child(listed[0], contract.header)
    unit = text(header, "accountableHealthcareProfessional", "healthcareProfessionalOrgUnit", "orgUnitName")
    system = text(header, "sourceSystemHSAId") or text(header, "sourceSystemId", "extension")
    managing = text(listed[0], "managingCareUnit", "name")
    return "".join(sign for sign in unit or managing or system if sign.isprintable())[:120]


def _refused(why: str) -> ImportRefused:
    return ImportRefused("Filen kan inte läsas", f"{why} Inget har ändrats.")
