"""On what a paper goes to somebody: the consent that covers it, why none does, or another ground; and what to mind."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.consent import Consent
from coordinator.consent_state import how_long
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.shared_paper import Ground
from ui.fields import LineField
from ui.form_choice import ChoiceRow
from ui.pages.careplan_binding import Fault
from ui.parts import Boxed, Button, Kind, Picture, column, label, row
from ui.screen_reader import announce
from ui.tick_box import TickBox

_TO_HERSELF = "Till patienten, eller den som företräder patienten, behövs inget samtycke."
_WITHIN_CARE = (
    "Mottagaren är patientens fasta vårdkontakt, hos samma vårdgivare som du enligt pärmen. Inget samtycke behövs."
)
_GROUNDS = ((None, "Ingen"), *((one, one.label) for one in Ground if one is not Ground.CONSENT))


class Standing(QWidget):
    """What stands below the recipient. A box only when something has to be decided or read."""

    changed = Signal()
    """Another ground, or other words about it."""

    def __init__(self, to_consent: Callable[[UUID | None], object]) -> None:
        super().__init__()
        self._to_consent = to_consent
        self._consent_id: UUID | None = None
        self._note = label("", "note", wrap=True)
        self.ground = ChoiceRow("Annan grund", _GROUNDS)
        self.ground.offer(Ground.TAKES_PART, offered=False)
        self.ground.finished.connect(self._chosen)
        self.about = LineField("Om grunden", hint="Vilken skyldighet, eller vad som hänt")
        self.about.textChanged.connect(lambda _text: self.changed.emit())
        self.see_consents = Button("Se samtycken", Kind.QUIET, icon="signpost", press=self._go)
        self._stopped, self._why = Boxed("amber_soft", bar="amber"), label("", wrap=True)
        self._about_label = label("Varför (sparas med utlämnandet)", "note", wrap=True)
        self._about_label.setBuddy(self.about)
        self.fault = Fault()
        self._fill_stopped()
        self._mind, self._said = Boxed("red_soft", bar="red"), label("", wrap=True)
        self.seen = TickBox("Jag har läst det här")
        self._unseen = Fault()
        self._fill_mind()
        self.setLayout(column(self._note, self._stopped, self._mind, spacing=8))

    def _fill_stopped(self) -> None:
        ask = label("Lämna ut på annan grund?", "strong")
        self._of_ground = (ask, self.ground, self.see_consents)
        for part in (self._why, self.see_consents, ask, self.ground, self._about_label, self.about, self.fault):
            self._stopped.inside.addWidget(part)

    def _fill_mind(self) -> None:
        inside = self._mind.inside
        head = row(Picture("triangle-alert", "red"), label("Läs innan det lämnas", "danger"), 1)
        inside.addLayout(head)
        for part in (self._said, self.seen, self._unseen):
            inside.addWidget(part)

    def begin(self) -> None:
        """Somebody else is meant: no ground, nothing read."""
        self.ground.show_saved(None)
        self.about.show_saved("")
        self.about.setText("")
        self.seen.setChecked(False)

    def show_free(self) -> None:
        """The patient herself: nothing has to be decided."""
        self._show(_TO_HERSELF, "")

    def show_within_care(self) -> None:
        """The recipient takes part in the patient's care for the same vårdgivare: no consent is needed."""
        self._consent_id = None
        self._show(_WITHIN_CARE, "")

    def show_consent(self, consent: Consent, record: Record) -> None:
        """A consent covers the recipient."""
        self._consent_id = consent.id
        self._show(f"Det finns ett samtycke. {how_long(consent, record)}.", "")

    def show_stopped(self, why: str, *, ground_helps: bool, within_care: bool = False) -> None:
        """Why it may not go; and another ground to choose, where that helps. within_care: also that she takes part."""
        self._consent_id = None
        self._show("", why)
        for part in self._of_ground:
            part.setVisible(ground_helps)
        self.ground.offer(Ground.TAKES_PART, offered=within_care)
        if not within_care and self.ground.chosen() is Ground.TAKES_PART:
            self.ground.show_saved(None)
        chosen = ground_helps and self.ground.chosen() not in (None, Ground.TAKES_PART)
        self._about_label.setVisible(chosen)
        self.about.setVisible(chosen)
        self.fault.forget(self.about)

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """What she must have read before the paper goes."""
        words = "\n".join(warnings)
        if words != self._said.text():
            self.seen.setChecked(False)
        self._said.setText(words)
        self._mind.setVisible(bool(words))
        self._unseen.forget(self.seen)
        self.seen.setAccessibleDescription(words)

    @property
    def chosen_ground(self) -> Ground | None:
        """The other ground that is chosen; None when none is, or none is needed."""
        found = self.ground.chosen() if self.is_stopped and not self.ground.isHidden() else None
        return found if isinstance(found, Ground) else None

    @property
    def note(self) -> str:
        """What is written about it."""
        return self.about.text().strip() if self.chosen_ground is not None else ""

    @property
    def is_stopped(self) -> bool:
        """Whether another ground has to be chosen, or is."""
        return not self._stopped.isHidden()

    @property
    def is_unread(self) -> bool:
        """Whether something has to be read first."""
        return not self._mind.isHidden() and not self.seen.isChecked()

    def ask_ground(self, why: str) -> None:
        """The paper does not go: say it where it can be mended."""
        if self.ground.chosen() is None:
            self.ground.start()
            announce(self.ground, why)
        else:
            self.about.setFocus(Qt.FocusReason.OtherFocusReason)
            self.about.show_fault()
            self.fault.say(self.about, RuleError("Det går inte än", why))

    def ask_read(self) -> None:
        """The paper does not go before this is read."""
        self.seen.setFocus(Qt.FocusReason.OtherFocusReason)
        self._unseen.say(self.seen, RuleError("Läs först", "Kryssa för när du har läst det."))

    def _show(self, note: str, why: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._why.setText(why)
        self._stopped.setVisible(bool(why))

    def _chosen(self) -> None:
        self.ground.show_saved(self.ground.chosen())
        self.changed.emit()

    def _go(self) -> None:
        self._to_consent(self._consent_id)
