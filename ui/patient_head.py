"""The head over every page of a patient: who she is, how to talk with her, and what must be known in an emergency."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from coordinator.alert import EmergencyInformation
from coordinator.entity import Knowledge
from coordinator.person import Patient
from coordinator.record import Record
from ui.chips import OWN, Chip, pen, rounded
from ui.form_flow import Flow
from ui.icons import draw_icon
from ui.parts import Button, Kind, Picture, clear, column, label, on_ground, row, tip
from ui.theme import font, metrics, scaled, theme


class StripField(QWidget):
    """One field of the strip: a title, and finns, inga kända or ej efterfrågat, each with its own shape and words."""

    def __init__(self, title: str, state: Knowledge, words: str) -> None:
        super().__init__()
        self._title, self._state, self._words = title, state, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}: {words}")

    def sizeHint(self) -> QSize:
        title, words = metrics(9), metrics(10, 600)
        width = max(
            title.horizontalAdvance(self._title), words.horizontalAdvance(self._words) + words.height() + scaled(4)
        )
        return QSize(round(max(width + scaled(26), scaled(130))), round(title.height() + words.height() + scaled(14)))

    def paintEvent(self, event: QPaintEvent) -> None:
        text, ground, edge, sign = {
            Knowledge.SOME: ("red", "red_soft", "hair" if theme().tinted else "red", "triangle-alert"),
            Knowledge.NONE_KNOWN: ("grey", "paper", "hair", "minus"),
            Knowledge.NOT_ASKED: ("amber", "paper", "amber", "circle-question-mark"),
        }[self._state]
        painter = QPainter(self)
        place = QRectF(self.rect())
        dashed = self._state is Knowledge.NOT_ASKED
        rounded(painter, place, scaled(5), theme().colour(ground), pen(edge, dashed=dashed))
        if self._state is Knowledge.SOME:
            painter.fillRect(QRectF(0, 0, scaled(4), place.height()), theme().colour("red"))
        left, top = scaled(12), scaled(6)
        painter.setFont(font(9))
        painter.setPen(theme().colour("ink" if self._state is Knowledge.SOME else "grey"))
        height = metrics(9).height()
        painter.drawText(QRectF(left, top, place.width() - left, height), Qt.AlignmentFlag.AlignVCenter, self._title)
        painter.setFont(font(10, 600))
        painter.setPen(theme().colour(text))
        second = QRectF(left, top + height + scaled(2), place.width() - left, metrics(10, 600).height())
        side = second.height() - scaled(2)
        draw_icon(painter, sign, text, QRectF(left, second.top() + scaled(1), side, side))
        painter.drawText(second.adjusted(side + scaled(5), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()


def emergency_field(record: Record) -> StripField:
    """What is known of akutinformation: never an empty field, since "not asked" is not "nothing"."""
    current = sum(one.is_current_on(record.today) for one in record.all(EmergencyInformation))
    if current:
        return StripField("Viktigt i akuta lägen", Knowledge.SOME, f"{current} finns")
    if record.patient.emergency_known is Knowledge.NONE_KNOWN:
        return StripField("Viktigt i akuta lägen", Knowledge.NONE_KNOWN, "Inget känt")
    return StripField("Viktigt i akuta lägen", Knowledge.NOT_ASKED, "Ej efterfrågat")


class PatientHead(QWidget):
    """Name, number and age; below it how she talks, her interpreter and what visits need; at the right the strip."""

    def __init__(self) -> None:
        super().__init__()
        on_ground(self, "paper")
        self.pin = Button("Fäst", Kind.QUIET, icon="pin", parent=self)
        self.pin.hide()
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(8))

    def show_record(self, record: Record, *, pinned: bool, wide: bool) -> None:
        """Say who is on screen. ``wide``: there is room for the strip beside the name."""
        had_focus = self.pin.hasFocus()
        self.pin.deleteLater()
        clear(self._inside)
        patient = record.patient
        self.pin = Button("Lossa" if pinned else "Fäst", Kind.QUIET, icon="pin-off" if pinned else "pin")
        self.pin.setToolTip("Håll patienten överst i sidolisten")
        years = patient.age_on(record.today)
        first = Flow(
            _cut(patient.name, "patient", _LONGEST_NAME if wide else _SHORTER_NAME),
            label(patient.number_as_written, "strong"),
            label(f"{years} år" if years is not None else "Ålder okänd", "strong"),
            *_also_called(patient),
            *([Chip("Skyddade personuppgifter", OWN, "eye-off")] if patient.is_protected else []),
            self.pin,
            spacing=10,
        )
        if not wide:
            first.addWidget(emergency_field(record))
        second = Flow(*_facts(patient, _LONGEST if wide else _SHORTER), spacing=16)
        who = QWidget()
        who.setLayout(column(_line(first), _line(second), spacing=2))
        self._inside.addWidget(who, 1)
        if wide:
            self._inside.addWidget(emergency_field(record))
        if had_focus:  # it was pressed: the focus stays with it
            self.pin.show()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(flow: Flow) -> QWidget:
    """A widget of its own for each line: it is taken away whole when another patient comes on screen."""
    made = QWidget()
    made.setLayout(flow)
    return made


def _also_called(patient: Patient) -> list[QWidget]:
    called = patient.called.strip()
    told = called and called != patient.given_name.strip()
    return [_cut(f"kallas {called}", "note", _SHORTER)] if told else []


def _facts(patient: Patient, longest: int) -> list[QWidget]:
    """How to talk with her, each with its sign; what nobody has asked is said so."""
    ways = ", ".join(way.label.lower() for way in patient.communication)
    language = ", ".join(part for part in (patient.language.strip(), ways) if part)
    interpreter = {
        Knowledge.SOME: f"Tolk: {patient.interpreter.strip() or 'behövs'}",
        Knowledge.NONE_KNOWN: "Ingen tolk",
        Knowledge.NOT_ASKED: "Tolk: ej efterfrågat",
    }[patient.interpreter_need]
    adaptation = {
        Knowledge.SOME: patient.adaptations.strip().splitlines()[0] if patient.adaptations.strip() else "Anpassningar",
        Knowledge.NONE_KNOWN: "Inga anpassningar",
        Knowledge.NOT_ASKED: "Anpassning: ej efterfrågat",
    }[patient.adaptation_need]
    found: list[QWidget] = []
    for sign, text in (
        ("message-square", language or "Språk: ej efterfrågat"), ("languages", interpreter), ("timer", adaptation)
    ):  # fmt: skip
        words = _cut(text, "note", longest)
        beside = QWidget()
        beside.setLayout(row(Picture(sign), words, spacing=6))
        found.append(beside)
    return found


def _cut(text: str, look: str, longest: int) -> QLabel:
    """A text that must not make the window wider than the screen: as many whole words as there is room for."""
    made = label(text if len(text) <= longest else f"{_whole_words(text[: longest + 1])} …", look)
    made.setToolTip(tip(text))
    made.setAccessibleName(text)
    return made


def _whole_words(text: str) -> str:
    """``text`` without its last word, of which the end may be missing; a single long word is cut."""
    words, _, _ = text.rpartition(" ")
    return (words or text[:-1]).rstrip(" ,.")


_LONGEST_NAME, _SHORTER_NAME = 48, 34
_LONGEST, _SHORTER = 44, 26
"""How many letters of a fact are shown, with room and with large text; all of it stands in its tip."""
