"""No file leaves without a target and a purpose: to whom it goes, why, and on which ground when it leaves the house."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coordinator.change import Add, Change
from coordinator.covering import rests_on, without_consent
from coordinator.entity import Code
from coordinator.errors import RuleError
from coordinator.recipient import Recipient, no_longer, recipient_named
from coordinator.shared_paper import NEEDS_NOTE, Ground, SharedPaper, Way

if TYPE_CHECKING:
    from coordinator.record import Record


class Purpose(Code):
    """Why a file is made. It stands in the access log."""

    OWN_JOURNAL = ("own_journal", "Föras in i vår egen journal")
    OWN_SYSTEM = ("own_system", "Vårt eget system, eller regionens integrationsmotor")
    CARE = ("care", "Vård hos en annan vårdgivare")
    MOVE = ("move", "Patienten flyttar till en annan mottagning")
    PATIENT = ("patient", "Till patienten, eller den som företräder patienten")
    CALENDAR = ("calendar", "Kalender eller adressbok")

    @property
    def leaves(self) -> bool:
        """Whether the file goes to somebody outside the vårdgivare, who may have it on a ground alone."""
        return self in (Purpose.CARE, Purpose.MOVE)


@dataclass(frozen=True)
class Target:
    """To whom a file goes, and why. ground: when it goes to another vårdgivare and no consent names the recipient."""

    recipient: Recipient
    purpose: Purpose
    ground: Ground | None = None
    ground_note: str = field(default="", repr=False)

    @property
    def is_handed_out(self) -> bool:
        """Whether it is for somebody outside, the patient too, and is kept among what was handed out."""
        return self.purpose.leaves or self.recipient.is_patient

    @property
    def to(self) -> str:
        """Whom it is to, as it is logged."""
        return self.recipient.name.strip()

    @property
    def reason(self) -> str:
        """What the access log says as the reason: the purpose, and the ground with its words."""
        parts = [self.purpose.label]
        if self.purpose.leaves and self.ground is not None and self.ground is not Ground.CONSENT:
            note = self.ground_note.strip()
            parts.append(f"{self.ground.label}: {note}" if note else self.ground.label)
        return ". ".join(parts)


@dataclass(frozen=True)
class Outgoing:
    """A kind of file: the word for it in commands, its title in the log, how its name ends, and for what it can be.

    kinds: what the dialog offers. of_patient: it tells of the patient, and leaves the vårdgivare on a ground alone.
    """

    name: str
    title: str
    suffix: str
    kinds: str
    purposes: tuple[Purpose, ...]
    of_patient: bool = True


_EVERYWHERE = (Purpose.OWN_SYSTEM, Purpose.CARE, Purpose.MOVE, Purpose.PATIENT)
_ENGINE = (Purpose.OWN_SYSTEM,)
_LISTS = (Purpose.OWN_SYSTEM, Purpose.CALENDAR, Purpose.CARE, Purpose.MOVE, Purpose.PATIENT)

JOURNAL_TEXT = Outgoing("journaltext", "Journaltext", ".txt", "Text (*.txt)", (Purpose.OWN_JOURNAL,))
RECORD = Outgoing("record", "Alla uppgifter (record.json)", ".json", "JSON (*.json)", _EVERYWHERE)
FHIR = Outgoing("fhir", "FHIR-dokument", ".json", "FHIR (*.json)", _EVERYWHERE)
FHIR_TRANSACTION = Outgoing("fhir-transaction", "FHIR-transaktion", ".json", "FHIR (*.json)", _ENGINE)
RIVTA_CARE_PLANS = Outgoing("rivta-careplans", "Vårdplaner (RIV-TA)", ".xml", "XML (*.xml)", _ENGINE)
RIVTA_ALERTS = Outgoing("rivta-alerts", "Uppmärksamhetsinformation (RIV-TA)", ".xml", "XML (*.xml)", _ENGINE)
RIVTA_CONTACTS = Outgoing("rivta-contacts", "Vård- och omsorgskontakter (RIV-TA)", ".xml", "XML (*.xml)", _ENGINE)
RIVTA_CARE_MANAGERS = Outgoing(
    "rivta-caremanagers", "Patientens vårdkontakter (RIV-TA)", ".xml", "XML (*.xml)", _ENGINE
)
ICS = Outgoing(
    "ics", "Kalenderfil (ICS)", ".ics", "Kalender (*.ics)", (Purpose.CALENDAR,), of_patient=False
)  # fmt: skip
VCARD = Outgoing("vcard", "Kontakter (vCard)", ".vcf", "vCard (*.vcf)", _LISTS)
CSV = Outgoing("csv", "Kontakter (CSV)", ".csv", "CSV (*.csv)", _LISTS)
EXTRACT = Outgoing("registerutdrag", "Registerutdrag (JSON)", ".json", "JSON (*.json)", (Purpose.PATIENT,))

OUTGOING: tuple[Outgoing, ...] = (
    JOURNAL_TEXT, FHIR, FHIR_TRANSACTION, RIVTA_CARE_PLANS, RIVTA_ALERTS, RIVTA_CONTACTS, RIVTA_CARE_MANAGERS, ICS,
    VCARD, CSV, EXTRACT, RECORD,
)  # fmt: skip
"""Every kind of file that can be made, in the order they are offered."""


def refusal(record: "Record", what: Outgoing, target: Target) -> str:
    """Why the file may not go, with what to do; empty when it may. It names nobody."""
    if not target.to:
        return "Skriv till vem filen ska."
    if target.purpose not in what.purposes:
        return f"Filen kan inte vara till det. Välj: {'; '.join(one.label for one in what.purposes)}."
    if not what.of_patient:
        return ""
    why_not = _no_such_recipient(record, target)
    if why_not or not target.purpose.leaves:
        return why_not
    if target.ground is None or target.ground is Ground.CONSENT:
        return without_consent(record, target.recipient, what.name)
    if target.ground in NEEDS_NOTE and not target.ground_note.strip():
        return "Skriv kort vad grunden är: vilken skyldighet, eller vad som hänt."
    return ""


def _no_such_recipient(record: "Record", target: Target) -> str:
    """Why the file is not for that one, for that purpose: a written name opens no door that a choice does not."""
    recipient, purpose = target.recipient, target.purpose
    if recipient.contact_id is None and not recipient.is_patient:
        try:
            if recipient_named(record, recipient.name) != replace(recipient, name=target.to):
                return "Patienten eller en kontakt heter så. Välj i stället den ur listan."
        except RuleError as error:
            return str(error)
    is_contact = recipient.contact_id is not None
    if (purpose is Purpose.PATIENT) is not recipient.is_patient or (is_contact and not purpose.leaves):
        return "Ändamålet och mottagaren passar inte ihop. Välj på nytt vem filen är till, eller varför."
    return no_longer(record, recipient)


def require(record: "Record", what: Outgoing, target: Target) -> None:
    """RuleError when the file may not go."""
    why_not = refusal(record, what, target)
    if why_not:
        raise RuleError("Filen får inte lämnas ut", why_not)


def logged(what: Outgoing, target: Target) -> str:
    """What the access log says that left, and to whom."""
    return f"{what.title}, till {target.to}"


def leave(record: "Record", /, what: Outgoing, target: Target, *, sha256: str) -> Change | None:
    """Keep that the file went to somebody outside, among the papers handed out; None when it stays with us."""
    require(record, what, target)
    if not target.is_handed_out:
        return None
    ground, consent = rests_on(record, target.recipient, target.ground, what.name)
    noted = SharedPaper(
        patient_id=record.patient_id,
        paper=what.name,
        title=what.title,
        to=target.to,
        contact_id=target.recipient.contact_id,
        to_patient=target.recipient.is_patient,
        shared_on=record.today,
        shared_by=record.actor.name,
        ground=ground,
        ground_note=target.ground_note.strip() if ground else "",
        consent_id=consent.id if consent else None,
        with_record=True,
        way=Way.SAVED,
        sha256=sha256,
    )
    return Change("Fil utlämnad", (Add(noted),))
