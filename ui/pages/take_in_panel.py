"""What another clinic sent, from the choice of a file to what came of it: one of the steps is on screen at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.change import Applied
from coordinator.errors import CoordinatorError, PasswordNeeded
from coordinator.take_in.preview import Preview, first_choice
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.take_in_locked import Locked
from ui.pages.take_in_preview import TakeInPreview
from ui.pages.take_in_reading import Opened, ParmMoved, beside, opened, says_who, taken
from ui.pages.take_in_report import TakenInReport
from ui.pages.take_in_whose import Nameless
from ui.parts import Button, Empty, Rule, column, label, scrolling
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import TAKE_IN

_KINDS = "Filer som går att hämta in (*.pdf *.json *.xml);;Alla filer (*)"
_WHAT = (
    "En PDF eller record.json från Hållpunkt, ett FHIR-dokument eller en fil från en region (RIV-TA). Du ser allt som "
    "står i den, bredvid det som står här, och väljer vad som ska med. Släpp filen här, eller välj den."
)
_KEPT = "taking_in"


@dataclass(frozen=True)
class _Begun:
    """What she has before her, for when the window is made anew in other colours or another size."""

    file: Opened = field(repr=False)
    preview: Preview = field(repr=False)
    chosen: frozenset[UUID]
    said: UUID | None


class TakeInPanel(QWidget):
    """A file is chosen, read, looked through and taken in."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._path: Path | None = None
        self._file: Opened | None = None
        self._said: UUID | None = None
        self._taken: Applied | None = None
        self._asked = 0
        self._taking = False
        self.setAcceptDrops(True)
        self.choose = Button("Välj fil …", icon="folder-open", press=self._choose_file)
        self.first = Button("Välj fil …", icon="folder-open", press=self._choose_file)
        self.empty = Empty(TAKE_IN.icon, "Vad har du fått?", _WHAT, self.first)
        self.fault, self.reading, self.locked = Fault(), label("Läser filen …", "note"), Locked()
        self.locked.given.connect(self._unlock)
        self.nameless = Nameless()
        self.nameless.chosen.connect(self._say_who)
        self.preview, self.report = TakeInPreview(), TakenInReport()
        self.preview.whose.chosen.connect(self._say_who)
        self.preview.answered.connect(self._keep)
        self.preview.wanted.connect(self._take_in)
        self.preview.left.connect(self._leave)
        self.report.patient_wanted.connect(self._to_patient)
        self.report.another_wanted.connect(self._choose_file)
        self._parts: tuple[QWidget, ...] = (
            self.empty, self.reading, self.locked, self.nameless, self.preview, self.report,
        )  # fmt: skip
        session.undone.connect(self._undone)
        self._lay_out()
        kept = session.property(_KEPT)
        if isinstance(kept, _Begun):
            self._path, self._file, self._said = kept.file.path, kept.file, kept.said
            self._show_preview(kept.preview, kept.chosen)
        else:
            self._show(self.empty)

    def _lay_out(self) -> None:
        inside = QWidget()
        head = Flow(label(TAKE_IN.title, "title"), self.choose, spacing=16)
        filled = column(head, self.fault, *self._parts, spacing=10)
        for part in (self.empty, self.preview, self.report):
            filled.setStretchFactor(part, 1)
        filled.addStretch(0)
        filled.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(10))
        inside.setLayout(filled)
        self.preview.bar.setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(8))
        self._rule = Rule()
        self._area = scrolling(inside)
        outer = column(self._area, self._rule, self.preview.bar, spacing=0)
        outer.setStretchFactor(self._area, 1)
        self.setLayout(outer)

    def start(self) -> None:
        """Where one goes on: what is read, or choosing a file."""
        if not self.preview.isHidden():
            self._begin_preview()
        elif not self.locked.isHidden():
            self.locked.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.nameless.isHidden():
            self.nameless.who.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.report.isHidden():
            self.report.to_patient.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Reading

    def _choose_file(self) -> None:
        path = self.session.dialogs.open_path(self, TAKE_IN.title, _KINDS)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path, password: str = "") -> None:
        """Read a file that was chosen or dropped; when it cannot be, what was here before stays."""
        self._path = path
        self._asked += 1
        self.fault.say(None)
        self.locked.forget()
        if self.preview.isHidden():
            self._show(self.reading)
        job = partial(opened, path, password)
        self.session.side_thread.run(job, partial(self._opened, self._asked), partial(self._refuse, self._asked))

    def _unlock(self, password: str) -> None:
        if self._path is not None:
            self.read_file(self._path, password)

    def _opened(self, asked: int, file: Opened) -> None:
        if asked != self._asked:
            return
        if says_who(file.read):
            self._compare(file, None, first_choice)
        else:
            self._file, self._said = file, None
            self.nameless.ask(self.session.patients)
            self._show(self.nameless)
            self.start()

    def _compare(self, file: Opened, said: UUID | None, choice: Callable[[Preview], frozenset[UUID]]) -> None:
        """Hold a file against the pärm, as it is after every change under way; what was here before stays till then."""
        job, shown = partial(beside, self.session.vault, file.read, said), partial(self._compared, file, said, choice)
        self.session.vault_thread.run(job, partial(shown, self._asked), partial(self._refuse, self._asked))

    def _compared(
        self, file: Opened, said: UUID | None, choice: Callable[[Preview], frozenset[UUID]], asked: int, found: Preview
    ) -> None:
        if asked == self._asked:
            self._file, self._said = file, said
            self._show_preview(found, choice(found))
            self._begin_preview()

    def _say_who(self, patient_id: object) -> None:
        """She says who it is: the file is held against that one."""
        if self._file is not None:
            self._asked += 1
            self.fault.say(None)
            self._compare(self._file, patient_id if isinstance(patient_id, UUID) else None, first_choice)

    def _refuse(self, asked: int, error: CoordinatorError) -> None:
        if asked != self._asked:
            return
        if isinstance(error, PasswordNeeded):
            self._show(self.locked)
            self.locked.ask(error)
            return
        if not self.preview.isHidden():
            self.preview.show_who(self._said)
        elif self.nameless.isHidden():
            self._show(self.empty)
        self.fault.say(error)
        self.start()

    # Looking through it

    def _show(self, shown: QWidget) -> None:
        for part in self._parts:
            part.setVisible(part is shown)
        for bar in (self._rule, self.preview.bar):
            bar.setVisible(shown is self.preview)
        self.choose.setVisible(shown is not self.empty and shown is not self.report)

    def _show_preview(self, found: Preview, chosen: frozenset[UUID]) -> None:
        self.preview.show_preview(found, chosen, self.session.patients, self._said)
        self._show(self.preview)
        self._keep()

    def _begin_preview(self) -> None:
        """Go to where one begins in it, and see it: it may be below what large text has room for."""
        self.preview.start()
        for _ in range(2):  # a layout may ask for another
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        focus = self.preview.focusWidget()
        if focus is not None:
            self._area.ensureWidgetVisible(focus, 0, scaled(8))

    def _keep(self) -> None:
        begun = None
        if self._file is not None and self.preview.found is not None and not self.preview.isHidden():
            begun = _Begun(self._file, self.preview.found, self.preview.chosen, self._said)
        self.session.setProperty(_KEPT, begun)

    def _leave(self) -> None:
        """Nothing of it is wanted."""
        self._asked += 1
        self._file = self._path = None
        self.fault.say(None)
        self._show(self.empty)
        self._keep()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Taking in

    def _take_in(self) -> None:
        found, chosen = self.preview.found, self.preview.chosen
        if found is None or not chosen or self._taking:
            return
        self._taking = True
        self.fault.say(None)
        said: list[str] = []
        taking = partial(taken, self.session.vault, found, chosen, self._said, said)
        done = partial(self._taken_in, said, len(chosen))
        self.session.take_in(taking).then(done).but(partial(self._not_taken, self._asked))

    def _taken_in(self, said: list[str], many: int, applied: Applied) -> None:
        self._taken, self._taking = applied, False
        self._file = self._path = None
        self._show(self.report)
        self._keep()
        self.report.say("1 post är hämtad." if many == 1 else f"{many} poster är hämtade.", said)

    def _not_taken(self, asked: int, error: CoordinatorError) -> None:
        self._taking = False
        self.fault.say(error)
        if isinstance(error, ParmMoved) and asked == self._asked and self._file is not None:
            self._compare(self._file, self._said, partial(_still, self.preview.chosen))

    def _undone(self, title: str) -> None:
        """What was taken in is not there any more, nor is what was said of it."""
        if self._taken is not None and title == self._taken.title and not self.report.isHidden():
            self._show(self.empty)

    def _to_patient(self) -> None:
        if self._taken is not None:
            self.session.patient_wanted.emit(self._taken.patient_id, "", None)

    # Files that are dropped, and keys

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _one_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _one_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.preview.isHidden():
            self._take_in()
        else:
            super().keyPressEvent(event)


def _still(before: frozenset[UUID], found: Preview) -> frozenset[UUID]:
    """What she chose, where that still can be: the pärm has changed."""
    return before & {one.id for one in found.rows if one.state.can_be_chosen}


def _one_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
