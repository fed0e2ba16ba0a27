"""A young person's transitions to make papers of: the plan, swaps of every kind of standing, and what was agreed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.entity import Entity
from coordinator.person import Patient
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask

BORN = date(2008, 12, 14)


@dataclass(frozen=True)
class WholeTransition:
    """The plan, its swaps by a word for each, and the rest that belongs to them."""

    patient: Patient
    plan: TransitionPlan
    contacts: dict[str, Contact]
    swaps: dict[str, Transition]
    others: tuple[Entity, ...]

    def entries(self, *more: Entity, **changed: Any) -> tuple[Entity, ...]:
        """All of it, with other values in the plan."""
        plan = replace(self.plan, **changed)
        return (self.patient, plan, *self.contacts.values(), *self.swaps.values(), *self.others, *more)

    def with_swap(self, word: str, **changed: Any) -> "WholeTransition":
        """The same with other values in one swap."""
        return replace(self, swaps=self.swaps | {word: replace(self.swaps[word], **changed)})


def whole_transition(patient_id: UUID, **fields: Any) -> WholeTransition:
    """One that goes on: a hole, a named receiver, one who has acknowledged and one that is the same all the way."""
    patient = Patient(
        id=patient_id, patient_id=patient_id, given_name="Leo", family_name="Fyller", called="Leo",
        identity_number="200812142388", birth_date=BORN, **fields,
    )  # fmt: skip

    def contact(name: str, role: str, unit: str, phone: str, category: ContactCategory) -> Contact:
        return Contact(patient_id=patient_id, name=name, role=role, unit=unit, phone=phone, category=category)

    contacts = {
        "helena": contact("Helena Dahl", "kurator", "Habiliteringen", "031-390 06 12", ContactCategory.HABILITATION),
        "amina": contact("Amina Wallin", "barnneurolog", "Barnneurologen", "031-390 06 13", ContactCategory.SPECIALIST),
        "cecilia": contact("Cecilia Ask", "tandläkare", "Folktandvården Ekby", "031-390 06 14", ContactCategory.DENTAL),
        "ali": contact("Ali Hassan", "ortopedingenjör", "Hjälpmedelscentralen", "031-390 06 15",
                       ContactCategory.HABILITATION),
        "mona": contact("Mona Rehn", "kurator", "Vuxenhabiliteringen", "031-390 06 16", ContactCategory.HABILITATION),
    }  # fmt: skip

    def swap(kind: TransitionKind, who: str, **known: Any) -> Transition:
        return Transition(patient_id=patient_id, kind=kind, contact_id=contacts[who].id, **known)

    swaps = {
        "neurology": swap(TransitionKind.SPECIALIST, "amina", rule="myndig", to_unit="Neurologen Östra"),
        "habilitation": swap(
            TransitionKind.HABILITATION, "helena", planned_on=date(2027, 3, 1), receiver="Mona Rehn",
            receiver_role="kurator", to_unit="Vuxenhabiliteringen", receiver_phone="031-390 06 16",
            receiver_contact_id=contacts["mona"].id, referral_sent_on=date(2026, 9, 1),
            referral_confirmed_on=date(2026, 9, 20), joint_meeting_on=date(2027, 1, 20),
            letter_sent_on=date(2026, 10, 1), acknowledged_on=date(2026, 10, 9), acknowledged_by="Mona Rehn",
            last_visit_on=date(2027, 2, 10), first_visit_on=date(2027, 3, 10),
            way_back="Helena Dahl, 031-390 06 12, till och med juni 2027",
            handover_note="Leo svarar med bilder.\nGe tid.\n\nMamma är med första gången.",
            risks="Blir trött av resor.",
        ),
        "dental": swap(
            TransitionKind.DENTAL, "cecilia", rule="fri_tandvard_t_o_m", receiver="Björn Lund",
            receiver_role="tandläkare", to_unit="Specialisttandvården Mölndal", receiver_phone="031-390 06 17",
        ),
        "devices": swap(TransitionKind.HABILITATION, "ali", same_unit=True),
    }  # fmt: skip

    def task(word: str, position: int, what: str, **known: Any) -> TransitionTask:
        return TransitionTask(
            patient_id=patient_id, transition_id=swaps[word].id, position=position, what=what, **known
        )

    others = (
        task("habilitation", 0, "Hjälpmedlen följer med", who="Ali Hassan", due_on=date(2027, 2, 1)),
        task("habilitation", 1, "Remiss till vuxenhabiliteringen", who="Helena Dahl", done_on=date(2026, 9, 1)),
        task("dental", 0, "Ansökan om särskilt tandvårdsbidrag", who="Cecilia Ask", due_on=date(2027, 12, 31)),
        task("dental", 1, "Intyg om F-tandvård", not_needed="Leo har det redan"),
        TransitionFollowUp(
            patient_id=patient_id, transition_id=swaps["habilitation"].id, months=3, due_on=date(2027, 6, 10)
        ),
        ContactRole(
            patient_id=patient_id, contact_id=contacts["helena"].id, assignment=Assignment.FIXED_CARE_CONTACT,
            start=date(2025, 1, 1), main=True,
        ),
    )  # fmt: skip
    plan = TransitionPlan(
        patient_id=patient_id, track=Track.SUPPORTED, coordinator="Helena Dahl", begun_on=date(2022, 12, 20),
        born=BORN, informed_on=date(2021, 1, 10), planned_on=date(2023, 2, 1),
        own_words="Jag vill veta vem jag ska träffa innan jag kommer dit.",
        family_words="Vi vill vara med första gången.", risks="Många byten samma år.",
        summary="Leo har en ovanlig diagnos.\nKontroller två gånger om året.\n\n  Läkemedel: se läkemedelslistan.",
        summary_by="Amina Wallin, överläkare, Barnneurologen", summary_on=date(2026, 10, 2),
    )  # fmt: skip
    return WholeTransition(patient, plan, contacts, swaps, others)
