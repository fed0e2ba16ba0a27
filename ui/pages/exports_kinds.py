"""The files that can be made of a patient, in the groups a nurse thinks of them in, and what each is for and holds."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from coordinator.documents.catalogue import MOVE_HANDOVER, RECORD_EXTRACT
from coordinator.exchange.target import (
    EXTRACT,
    FHIR,
    FHIR_TRANSACTION,
    RECORD,
    RIVTA_ALERTS,
    RIVTA_CARE_MANAGERS,
    RIVTA_CARE_PLANS,
    RIVTA_CONTACTS,
    Outgoing,
    Purpose,
)
from coordinator.exchange.target_offers import leaves_out
from coordinator.page import Page
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.settings import PROVIDER_HSA_ID, UNIT_HSA_ID, Setting
from ui.file_out import Content, Making
from ui.pages.contacts_export import CSV, VCARD
from ui.target_form import Answer, Option


@dataclass(frozen=True)
class Exported:
    """One line of the page: what it is called, what it is for and holds, and the file or where it leads.

    needs: settings without which it cannot be made.
    """

    title: str
    says: str
    icon: str
    making: Making | None = None
    leads: tuple[str, object] = ("", None)
    button: str = "Spara fil"
    needs: tuple[Setting[str], ...] = ()


@dataclass(frozen=True)
class ExportGroup:
    """Lines that belong together, and what there is to know of all of them."""

    title: str
    lines: tuple[Exported, ...]
    says: str = ""
    calendar: bool = False


def _fhir(record: Record, vault_id: UUID, answer: Answer) -> Content:
    from coordinator.exchange.fhir.bundle import document_bundle, to_bytes  # a window that starts has no need of it
    from coordinator.exchange.kept_back import seen_by

    seen = seen_by(record, answer.target)
    return Content(to_bytes(document_bundle(seen, vault_id, with_log=_LOG.name in answer.options)))


def _record(record: Record, _vault_id: UUID, answer: Answer) -> Content:
    from coordinator.exchange.kept_back import seen_by
    from coordinator.exchange.record_json import record_json

    seen = seen_by(record, answer.target)
    return Content(record_json(seen, everything=_PROTECTED.name in answer.options, whole=seen is record))


def _record_tells(record: Record, answer: Answer) -> str:
    return leaves_out(record, everything=_PROTECTED.name in answer.options)


def _rivta(what: Outgoing, name: str, *options: Option) -> Making:
    return Making(what, name, "Filen till integrationsmotorn är sparad.", _rivta_maker(what), options)


def _rivta_maker(what: Outgoing) -> Callable[[Record, UUID, Answer], Content]:
    def make(record: Record, _vault_id: UUID, answer: Answer) -> Content:
        from coordinator.exchange.rivta.rivta_file import rivta_file
        from ui.pages.printed_list import pdf_of

        made = rivta_file(record, what, to_pdf=pdf_of if _PDF.name in answer.options else None)
        return Content(made.content, (_listed(made.count),), made.notes)

    return make


def _listed(many: int) -> str:
    if not many:
        return "Det fanns inget att lista: filen är giltig men tom."
    return "En post står i filen." if many == 1 else f"{many} poster står i filen."


def _transaction(record: Record, vault_id: UUID, answer: Answer) -> Content:
    from coordinator.exchange.fhir.bundle import to_bytes
    from coordinator.exchange.fhir.transaction import transaction_bundle

    return Content(to_bytes(transaction_bundle(record, vault_id, with_log=_LOG.name in answer.options)))


def _extract(record: Record, _vault_id: UUID, _answer: Answer) -> Content:
    from coordinator.exchange.extract_json import extract_json

    return Content(extract_json(record))


_LOG = Option(
    "log", "Ta med kontaktlogg och bevakningar", "Annars följer de inte med: de är skrivna för er.", "med kontaktlogg"
)
_PDF = Option("pdf", "Ta med planen som PDF också", "När den är högst 100 kB: större tas inte emot.", "med PDF")
_PROTECTED = Option(
    "protected",
    "Ta med även skyddade uppgifter",
    "Bara vid flytt till en annan pärm i samma verksamhet.",
    "även skyddade",
    Purpose.OWN_SYSTEM,
    hides_anything,
)
_HSA = (UNIT_HSA_ID, PROVIDER_HSA_ID)

GROUPS: tuple[ExportGroup, ...] = (
    ExportGroup(
        "Till journalen",
        (
            Exported(
                "Text till journalen",
                "Det som ska föras in i er egen journal, under era sökord, att kopiera och klistra in.",
                "notebook-pen",
                leads=(Page.JOURNAL.stored, None),
                button="Till journalen",
            ),
        ),
    ),
    ExportGroup(
        "Till nästa mottagning",
        (
            Exported(
                "Överlämning vid flytt",
                "En PDF, låst med lösenord: brev, vårdplan och de filer som nästa mottagning kan läsa in.",
                "file-text",
                leads=(Page.PAPERS.stored, MOVE_HANDOVER.name),
                button="Välj i Dokument",
            ),
            Exported(
                "FHIR-dokument",
                "Vårdplan, kontakter, diagnoser, UMI, remisser och samtycken, för andra system. Inte egna "
                "anteckningar, tidigare versioner eller det patienten inte vill ha på papper.",
                "file-output",
                Making(FHIR, "fhir-dokument.json", "FHIR-dokumentet är sparat.", _fhir, (_LOG,)),
            ),
            Exported(
                "Alla uppgifter (record.json)",
                "Allt som pärmen har om patienten, för en annan pärm i Hållpunkt. Inte historiken och åtkomstloggen, "
                "och till en annan vårdgivare inte det patienten inte vill ha på papper.",
                "file-output",
                Making(
                    RECORD, "record.json", "Alla uppgifter är sparade i filen.", _record, (_PROTECTED,), _record_tells
                ),
            ),
        ),
    ),
    ExportGroup(
        "Till adressbok och kalender",
        (
            Exported(
                "Kontakter som visitkort (vCard)",
                "Kontakternas namn, roll, arbetsplats, telefon och e-post. Ingenting om patienten.",
                "id-card",
                VCARD,
            ),
            Exported(
                "Kontakter som tabell (CSV)",
                "Kontaktlistan för ett kalkylprogram, med när de träffas. Inte patientens namn eller nummer.",
                "list",
                CSV,
            ),
        ),
        calendar=True,
    ),
    ExportGroup(
        "Till patienten",
        (
            Exported(
                "Registerutdrag som papper",
                "Allt som pärmen har om patienten, att skriva ut eller spara som PDF.",
                "file-text",
                leads=(Page.PAPERS.stored, RECORD_EXTRACT.name),
                button="Välj i Dokument",
            ),
            Exported(
                "Registerutdrag som fil (JSON)",
                "Samma uppgifter i en form som andra program kan läsa.",
                "file-output",
                Making(EXTRACT, "registerutdrag.json", "Registerutdraget är sparat.", _extract),
            ),
        ),
    ),
    ExportGroup(
        "Till regionens integrationsmotor",
        (
            Exported(
                "FHIR-transaktion",
                "Samma innehåll som FHIR-dokumentet, i den form en FHIR-server läser in.",
                "share-2",
                Making(
                    FHIR_TRANSACTION, "fhir-transaktion.json", "FHIR-transaktionen är sparad.", _transaction, (_LOG,)
                ),
            ),
            Exported(
                "Vårdplaner (RIV-TA)",
                "Vårdplanen och SIP som text, med vem som ansvarar (GetCarePlans).",
                "share-2",
                _rivta(RIVTA_CARE_PLANS, "vardplaner.xml", _PDF),
                needs=_HSA,
            ),
            Exported(
                "Uppmärksamhetsinformation (RIV-TA)",
                "UMI: överkänslighet, allvarlig sjukdom, behandling och smitta (GetAlertInformation).",
                "share-2",
                _rivta(RIVTA_ALERTS, "umi.xml"),
                needs=_HSA,
            ),
            Exported(
                "Vård- och omsorgskontakter (RIV-TA)",
                "Besök och samtal som har varit eller är bokade (GetCareContacts).",
                "share-2",
                _rivta(RIVTA_CONTACTS, "vardkontakter.xml"),
                needs=_HSA,
            ),
            Exported(
                "Patientens vårdkontakter (RIV-TA)",
                "Fast vårdkontakt och övriga kontakter i vården (GetCareManagers).",
                "share-2",
                _rivta(RIVTA_CARE_MANAGERS, "fasta-vardkontakter.xml"),
                needs=_HSA,
            ),
        ),
        "Det här är filer att lämna till dem som sköter regionens integrationsmotor. Hållpunkt är inte anslutet till "
        "NPÖ och skickar ingenting.",
    ),
)
"""Everything on the page, in the order it stands."""
