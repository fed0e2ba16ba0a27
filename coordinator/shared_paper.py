"""What is kept of every paper that left for somebody: which, to whom, on which ground, and the seal of the file."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Code, Entity, attr, entity
from coordinator.lettering import Lettering
from coordinator.sections import Section

if TYPE_CHECKING:
    from coordinator.record import Record


class Ground(Code):
    """On what a paper may go to somebody else than the patient."""

    CONSENT = ("consent", "Samtycke")
    REQUEST = ("request", "Patienten bad om det")
    LAW = ("law", "Skyldighet enligt lag")
    EMERGENCY = ("emergency", "Nödsituation")
    TAKES_PART = ("takes_part", "Deltar i vården hos samma vårdgivare")


NEEDS_NOTE = frozenset({Ground.LAW, Ground.EMERGENCY})
"""The grounds that say nothing without words of their own: which law, which emergency."""


STATED = tuple(ground for ground in Ground if ground is not Ground.TAKES_PART)
"""The grounds for any paper; the other one is for the letter to a new fast vårdkontakt alone."""


class Way(Code):
    """How the paper left the program."""

    PRINTED = ("printed", "Utskrivet")
    SAVED = ("saved", "Sparat som fil")
    LOCKED = ("locked", "Sparat som fil med lösenord")


@entity("shared_paper", "Utlämnat papper", kept_as_is=True, since=5)
class SharedPaper(Entity):
    """One paper that left for somebody, the patient too: never changed or removed afterwards.

    The paper itself is not kept here; that of a plan which was handed out is, in `HandedOutPlan` (copy_id), made with
    this entry unless it was printed ``again``. ground: none for the patient, who needs none. sha256: of the file that
    left, or that was sent to the printer.
    """

    paper: str = attr("Papper", help="Vad papperet heter i kommandon och filnamn.")
    title: str = attr("Titel")
    lettering: Lettering = attr("Textens form", default=Lettering.STANDARD)
    landscape: bool = attr("Liggande", default=False)
    to: str = attr("Till vem", stands_for="contact_id")
    contact_id: UUID | None = attr("Mottagande kontakt", default=None, refers_to="contact")
    to_patient: bool = attr("Till patienten eller den som företräder patienten", default=False)
    shared_on: date = attr("Dag")
    shared_by: str = attr("Av vem")
    ground: Ground | None = attr("Grund", default=None)
    ground_note: str = attr("Om grunden", default="", long=True)
    consent_id: UUID | None = attr("Samtycke", default=None, refers_to="consent")
    left_out: tuple[Section, ...] = attr("Delar som utelämnades", default=())
    with_record: bool = attr("Uppgifterna följde med som filer", default=False)
    number: int = attr("Planens version", default=0, help="0 när papperet inte är en vårdplan.")
    copy_id: UUID | None = attr("Bevarad vårdplan", default=None, refers_to="handed_out_plan")
    again: bool = attr("Skrivet ut igen", default=False, help="Versionen var utlämnad förut.")
    mark: str = attr("Märke ur loggen", default="", help="Det som står i papperets sidfot.")
    way: Way = attr("Så lämnades det", default=Way.PRINTED)
    sha256: str = attr("Filens kontrollsumma (SHA-256)", help="64 tecken som bara den filen har.")

    @property
    def heading(self) -> str:
        """What it is called in a line: the paper, and whom it went to."""
        return ", till ".join(part for part in (self.title.strip(), self.to.strip()) if part)

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.to.strip():
            yield "Skriv vem som fick papperet."
        if not self.to_patient and self.ground is None:
            yield "Skriv på vilken grund papperet lämnades."
        if self.ground is Ground.CONSENT and self.consent_id is None:
            yield "Skriv vilket samtycke papperet vilar på."
        if self.ground is not None and self.ground in NEEDS_NOTE and not self.ground_note.strip():
            yield f"Skriv kort om grunden: {self.ground.label.lower()}."
