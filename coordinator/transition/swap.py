"""One transition: a contact that ends, and who takes over. The sender answers until the first visit has been made."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Code, Entity, attr, entity
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record


class TransitionKind(Code):
    """Between what, in the order they are offered."""

    SPECIALIST = ("child_adult_specialist", "Barn–vuxen specialistvård")
    HABILITATION = ("child_adult_habilitation", "Barn–vuxen habilitering")
    DENTAL = ("child_adult_dental", "Barn–vuxen tandvård")
    PSYCHIATRY = ("child_adult_psychiatry", "BUP–vuxenpsykiatri")
    PRIMARY_CARE = ("specialist_primary_care", "Specialist–primärvård")
    KOMMUN_CARE = ("region_kommun_care", "Region–kommunal primärvård")
    HOSPITAL_HOME = ("hospital_home", "Sjukhus–hemmet")
    TO_ACUTE = ("to_acute_care", "Till akutsjukvård")
    FROM_ACUTE = ("from_acute_care", "Från akutsjukvård")
    MOVE = ("move", "Flytt till annan region eller kommun")
    SCHOOL_ADULT = ("school_adult_life", "Skola–vuxenliv")
    OLDER = ("adult_older", "Vuxen–äldre")


@entity("transition", "Övergång", since=8)
class Transition(Entity):
    """From one unit to another. ``contact_id`` is who answers today, if she is in the register.

    rule: the key of the date rule that the day follows; then ``planned_on`` is blank and the day moves with the birth
    date. same_unit: it was looked at, and the unit is the same all the way. receiver_contact_id: who takes over, if she
    is in the register; the words beside it are what is printed.
    """

    kind: TransitionKind = attr("Slag av övergång", default=TransitionKind.SPECIALIST)
    contact_id: UUID | None = attr("Lämnas av", default=None, refers_to="contact")
    from_unit: str = attr(
        "Lämnande enhet", default="", help="När den inte står bland kontakterna.", locates=True, stands_for="contact_id"
    )
    same_unit: bool = attr("Samma enhet hela vägen", default=False)
    rule: str = attr("Följer datumregeln", default="")
    planned_on: date | None = attr("Planerad överföring", default=None)
    to_unit: str = attr("Mottagande enhet", default="", locates=True)
    receiver: str = attr("Namngiven mottagare", default="")
    receiver_role: str = attr("Mottagarens roll", default="")
    receiver_phone: str = attr("Mottagarens telefon", default="", locates=True)
    receiver_contact_id: UUID | None = attr("Mottagaren bland kontakterna", default=None, refers_to="contact")
    coordinator: str = attr("Samordnare", default="")
    begun_on: date | None = attr("Påbörjad", default=None)
    referral_sent_on: date | None = attr("Remiss skickad", default=None)
    referral_confirmed_on: date | None = attr("Remiss bekräftad", default=None)
    joint_meeting_on: date | None = attr("Gemensamt möte", default=None)
    joint_meeting_held_on: date | None = attr("Gemensamt möte hölls", default=None)
    last_visit_on: date | None = attr("Sista besök hos lämnande enhet", default=None)
    letter_sent_on: date | None = attr("Överlämningsbrev skickat", default=None)
    acknowledged_on: date | None = attr("Mottagaren har bekräftat", default=None)
    acknowledged_by: str = attr("Bekräftat av", default="")
    first_visit_on: date | None = attr("Första besök hos mottagaren", default=None)
    first_visit_done_on: date | None = attr("Första besöket genomfört", default=None)
    way_back: str = attr("Väg tillbaka", default="", help="Vart man ringer om det inte fungerar, med telefon.")
    handover_note: str = attr("Att veta för mottagaren", default="", long=True)
    risks: str = attr("Risker att tänka på", default="", long=True)
    note: str = attr("Anteckning", default="", long=True)
    completed_on: date | None = attr("Klar", default=None)
    completed_by: str = attr("Klarmarkerad av", default="")
    dropped_on: date | None = attr("Blev inte av", default=None)
    dropped_reason: str = attr("Varför den inte blev av", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line: its kind, and who takes over when that is known."""
        return f"{self.kind.label}: {self.receiver.strip()}" if self.has_receiver else self.kind.label

    @property
    def is_open(self) -> bool:
        """Whether somebody is to take over, and has not yet."""
        return not (self.same_unit or self.completed_on or self.dropped_on)

    @property
    def has_receiver(self) -> bool:
        """Whether a named person takes over."""
        return bool(self.receiver.strip())

    def problems(self, record: "Record") -> Iterator[str]:
        past = {
            "Påbörjad": self.begun_on, "Remiss skickad": self.referral_sent_on,
            "Remiss bekräftad": self.referral_confirmed_on, "Gemensamt möte hölls": self.joint_meeting_held_on,
            "Överlämningsbrev skickat": self.letter_sent_on, "Mottagaren har bekräftat": self.acknowledged_on,
            "Första besöket genomfört": self.first_visit_done_on, "Klar": self.completed_on,
            "Blev inte av": self.dropped_on,
        }  # fmt: skip
        yield from (f"{label} ligger i framtiden." for label, day in past.items() if day and day > record.today)
        if self.has_receiver and not self.to_unit.strip():
            yield "Skriv också vilken enhet mottagaren arbetar på."
        if self.has_receiver and folded(self.receiver) == folded(self.to_unit):
            yield "Mottagaren är en enhet: skriv namnet på en person som tar över där."
        if self.receiver_contact_id is not None and self.receiver_contact_id == self.contact_id:
            yield "Den som lämnar kan inte också vara den som tar över."
        if self.referral_sent_on:
            for label, day in {
                "Remissen bekräftades": self.referral_confirmed_on, "Överföringen ligger": self.planned_on,
                "Första besöket ligger": self.first_visit_on, "Första besöket gjordes": self.first_visit_done_on,
            }.items():  # fmt: skip
                if day and day < self.referral_sent_on:
                    yield f"{label} före remissen."
        if self.completed_on and not self.has_receiver:
            yield "En övergång utan namngiven mottagare kan inte vara klar."
        if self.completed_on and self.first_visit_done_on is None:
            yield "En övergång utan genomfört första besök kan inte vara klar."
        if self.dropped_on and not self.dropped_reason.strip():
            yield "Skriv varför övergången inte blev av."


@entity("transition_task", "Överenskommelse", since=8)
class TransitionTask(Entity):
    """What was agreed: what, who and when. ``task`` is the key of a usual one (`resources/rules/transitions.json`)."""

    transition_id: UUID | None = attr("Övergång", default=None, refers_to="transition")
    task: str = attr("Vanlig uppgift", default="")
    what: str = attr("Vad", default="")
    who: str = attr("Vem", default="")
    due_on: date | None = attr("När", default=None)
    done_on: date | None = attr("Klart", default=None)
    not_needed: str = attr("Behövs inte, därför att", default="")
    position: int = attr("Ordning", default=0)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return self.what

    @property
    def is_open(self) -> bool:
        """Whether it remains to be done."""
        return self.done_on is None and not self.not_needed.strip()

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.what.strip():
            yield "Skriv vad som ska göras."
        if self.done_on and self.done_on > record.today:
            yield "Klart ligger i framtiden."


@entity("transition_follow_up", "Uppföljning efter övergång", since=8)
class TransitionFollowUp(Entity):
    """Some months after the first visit: has it landed? ``months`` is 3, 6 or 12."""

    transition_id: UUID = attr("Övergång", refers_to="transition")
    months: int = attr("Månader efter första besöket", default=3)
    due_on: date = attr("Ska göras")
    done_on: date | None = attr("Gjord", default=None)
    works: bool | None = attr("Kontakten fungerar", default=None)
    note: str = attr("Anteckning", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return f"Uppföljning efter {self.months} månader"

    def problems(self, record: "Record") -> Iterator[str]:
        if not 1 <= self.months <= 60:
            yield "Uppföljningen ska ligga 1 till 60 månader efter besöket."
        if self.done_on and self.done_on > record.today:
            yield "Uppföljningens dag ligger i framtiden."
