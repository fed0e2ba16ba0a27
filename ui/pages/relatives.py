"""*Närstående*: whom to ring, who decides and until when, and who may act for the patient."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.days_left import ends_soon, with_year
from coordinator.deciding import Standing, how_long, is_minor, last_day, standing, who_decides
from coordinator.entity import Entity
from coordinator.guardian import Custody, Guardian
from coordinator.number_to_ring import Number
from coordinator.page import Page as PageName
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.related_person import Kinship, RelatedPerson, SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power
from ui.chips import CHOSEN, DONE, FACT, GAP, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.form_question import Question
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Boxed, Button, Kind, Section, column, label, whole
from ui.session import Session

_QUESTION = "representative_known"
_HOME = {
    SharesHome.NOT_ASKED: Sign("Bor med patienten: ej efterfrågat", GAP, "circle-dashed"),
    SharesHome.YES: Sign("Bor med patienten", FACT, "house"),
    SharesHome.PARTLY: Sign("Bor växelvis med patienten", FACT, "house"),
}
_NEW: dict[str, type[Entity]] = {
    "new": Relative,
    **{kind.KIND: kind for kind in (Relative, Guardian, LegalRepresentative)},
}
_FIRST: dict[type[Entity], tuple[str, ...]] = {
    Relative: (
        "name", "kinship", "called", "phone", "lives_with_patient", "protected_identity", "call_first", "may_know",
    ),
    Guardian: (
        "name", "kinship", "phone", "custody", "lives_with_patient", "protected_identity", "decides_alone_on",
    ),
    LegalRepresentative: (
        "name", "power", "phone", "scope", "scope_note", "decided_by", "decision_on", "valid_from", "valid_until",
        "shown_on", "protected_identity",
    ),
}  # fmt: skip
"""The fields of a new one; the others come when it is opened."""


class RelativesPage(ScrolledPage):
    """Relatives, guardians and legal representatives."""

    NAME = PageName.RELATIVES.stored
    TITLE = PageName.RELATIVES.label
    ICON = "heart-handshake"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._patient_id: UUID | None = None
        self.deciding = label("", "large", wrap=True)
        box = Boxed("sunken")
        box.inside.addWidget(self.deciding)
        self.question = Question(session, drafts, _QUESTION, "representative_checked", "representative_checked_by")
        self.lists: dict[type[Entity], EntryList] = {}
        relatives = self._section(
            Relative, "Närstående", "Lägg till närstående", "Ingen är inskriven än. Börja med den som man ringer först."
        )
        self._of_child = whole(
            self._section(
                Guardian, "Vårdnadshavare", "Lägg till vårdnadshavare", "Ingen vårdnadshavare är inskriven än."
            )
        )
        representatives = self._section(LegalRepresentative, "Företrädare", "Lägg till företrädare", "", self.question)
        self._lay_out(column(box, relatives, self._of_child, representatives, spacing=16))

    def _section(self, kind: type[Entity], title: str, add_words: str, empty: str, *above: QWidget) -> QVBoxLayout:
        add = Button(add_words, Kind.QUIET, icon="plus")
        made = EntryList(
            self.session, self.drafts, kind, partial(self._groups, kind), first=_FIRST[kind], number=_number,
            add=add, empty=label(empty, "note") if empty else None,
        )  # fmt: skip
        made.reached.connect(self._bring_into_view)
        self.lists[kind] = made
        return column(Section(title, add), *above, made, spacing=6)

    def _groups(self, kind: type[Entity], record: Record) -> list[Group]:
        now, past = _SORTS[kind](record)
        return self.lists[kind].standing(now, past, "vars uppdrag har upphört", partial(_SAYS[kind], record=record))

    def show_record(self, record: Record) -> None:
        another = self._patient_id != record.patient_id
        self._patient_id = record.patient_id
        self.deciding.setText(who_decides(record))
        self.question.show_record(record)
        self._of_child.setVisible(is_minor(record) is not False or bool(record.all(Guardian)))
        for made in self.lists.values():
            made.show_record(record)
        if another:
            self._to_top()

    def start(self, target: object = None) -> None:
        """Go to a person by id, to the question by its name, or begin a new one: "new", or the name of a kind."""
        if isinstance(target, UUID) and any(made.open(target) for made in self.lists.values()):
            return
        if target == _QUESTION or (isinstance(target, UUID) and self.question.is_open):
            self.question.start()
            self._bring_into_view(self.question)
        elif isinstance(target, str) and target in _NEW:
            self.lists[_NEW[target]].begin()
        else:
            self.lists[Relative].start()

    @staticmethod
    def note(record: Record) -> str:
        """How many are close to the patient or have a power that has not ended."""
        powers: list[Guardian | LegalRepresentative] = [*record.all(Guardian), *record.all(LegalRepresentative)]
        count = len(record.all(Relative)) + sum(standing(one, record) is not Standing.ENDED for one in powers)
        return str(count) if count else ""


def _sort_relatives(record: Record) -> tuple[list[Relative], list[Relative]]:
    return sorted(record.all(Relative), key=lambda one: not one.call_first), []


def _sort_powers(kind: type[Guardian] | type[LegalRepresentative], record: Record) -> tuple[list[Entity], list[Entity]]:
    """Those that hold, then those that will; and those that have ended."""
    every = [(standing(one, record), one) for one in record.all(kind)]
    holding = [one for now, one in every if now is Standing.HOLDING]
    coming = [one for now, one in every if now is Standing.COMING]
    return [*holding, *coming], [one for now, one in every if now is Standing.ENDED]


def _of_relative(one: Relative, record: Record) -> Line:
    first = [Sign("Ring först", CHOSEN, "phone")] if one.call_first else []
    asked = [] if one.may_know.strip() else [Sign("Får veta: ej efterfrågat", GAP, "circle-dashed")]
    return Line(
        one.id, one.heading, about=one.called.strip() or _kin(one.kinship), number=one.phone.strip(),
        signs=(*first, *_signs(one), *asked),
        notes=_notes(("Får veta", one.may_know), ("Hjälper till med", one.helps_with), *_of_person(one)),
    )  # fmt: skip


def _of_guardian(one: Guardian, record: Record) -> Line:
    unknown = one.custody is Custody.NOT_ASKED
    custody = Sign("Vårdnad: ej efterfrågat", GAP, "circle-dashed") if unknown else Sign(one.custody.label, FACT)
    return Line(
        one.id, one.heading, about=_kin(one.kinship), number=one.phone.strip(), signs=(custody, *_signs(one)),
        notes=(
            (_look_of_end(one, record), how_long(one, record)),
            *_notes(("Får besluta ensam om", one.decides_alone_on), *_of_person(one)),
        ),
    )  # fmt: skip


def _of_representative(one: LegalRepresentative, record: Record) -> Line:
    shown = Sign("Beslutet är inte visat", GAP, "circle-dashed")
    if one.shown_on:
        shown = Sign(f"Beslutet visat {with_year(one.shown_on)}", DONE, "check")
    coming = standing(one, record) is Standing.COMING
    day = f" {with_year(one.decision_on)}" if one.decision_on else ""
    given = "Given av" if one.power in (Power.FUTURE_POWER, Power.POWER_OF_ATTORNEY) else "Beslutat av"
    decided = f"{given} {one.decided_by.strip()}{day}" if one.decided_by.strip() else day and f"Beslutat{day}"
    first = [Sign("Gäller inte än", FACT, "clock")] if coming else []
    scopes = [Sign(part.label, FACT) for part in one.scope]
    return Line(
        one.id, one.heading, about=one.power.label, number=one.phone.strip(),
        signs=(*first, *scopes, shown, *_signs(one, home=False)),
        notes=(
            (_look_of_end(one, record), how_long(one, record)),
            *([("note", decided)] if decided else []),
            *_notes(("Om omfattningen", one.scope_note), *_of_person(one)),
        ),
    )  # fmt: skip


_SAYS: dict[type[Entity], Callable[..., Line]] = {
    Relative: _of_relative,
    Guardian: _of_guardian,
    LegalRepresentative: _of_representative,
}
_SORTS: dict[type[Entity], Callable[[Record], tuple[Sequence[Entity], Sequence[Entity]]]] = {
    Relative: _sort_relatives,
    Guardian: partial(_sort_powers, Guardian),
    LegalRepresentative: partial(_sort_powers, LegalRepresentative),
}


def _number(one: Entity, _record: Record) -> Number | None:
    return Number(one.phone.strip(), one.heading) if isinstance(one, RelatedPerson) and one.phone.strip() else None


def _kin(kinship: Kinship) -> str:
    return kinship.label.lower() if kinship is not Kinship.OTHER else ""


def _signs(one: RelatedPerson, *, home: bool = True) -> list[Sign]:
    """Protection, and whether the person lives with the patient."""
    found: list[Sign] = []
    if one.is_protected:
        found.append(Sign("Skyddade personuppgifter", OWN, "eye-off"))
    elif one.protected_identity is ProtectedIdentity.NOT_ASKED:
        found.append(Sign("Skydd: ej kontrollerat", GAP, "circle-dashed"))
    if home and one.lives_with_patient in _HOME:
        found.append(_HOME[one.lives_with_patient])
    if not one.on_print:
        found.append(Sign("Inte på utskriften", FACT, "printer"))
    return found


def _of_person(one: RelatedPerson) -> list[tuple[str, str]]:
    return [("Språk", one.language), ("Anteckning", one.note)]


def _notes(*parts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(("note", f"{words}: {text.strip()}") for words, text in parts if text.strip())


def _look_of_end(one: Guardian | LegalRepresentative, record: Record) -> str:
    """Amber when the power ends within a month."""
    holds = standing(one, record) is Standing.HOLDING
    return "late" if holds and ends_soon(last_day(one, record), record.today) else "note"
