"""The head over every page of a patient: who she is, how to talk with her, and what must be known in an emergency."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from coordinator.entity import Knowledge
from coordinator.person import Patient, PatientStatus
from coordinator.record import Record
from coordinator.umi.strip import strip
from coordinator.umi.texts import pairs
from ui.chips import OWN, Chip
from ui.form_flow import Flow
from ui.parts import Button, Kind, Picture, clear, column, label, on_ground, row, tip, whole
from ui.strip_view import StripView
from ui.theme import is_large, scaled


class PatientHead(QWidget):
    """Name, number and age; below it how she talks, her interpreter and what visits need; at the right the strip.

    Akutinformation, which is no uppmärksamhetsinformation, stands among the facts and not in the strip.
    """

    group_wanted = Signal(object)
    """A field of the strip was pressed: its group."""

    def __init__(self) -> None:
        super().__init__()
        on_ground(self, "paper")
        self.pin = Button("Fäst", Kind.QUIET, icon="pin", parent=self)
        self.pin.hide()
        self.strip: StripView | None = None
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(8))
        self._inside.setSpacing(scaled(16))

    def show_record(self, record: Record, *, pinned: bool, wide: bool, with_strip: bool = True) -> None:
        """Say who is on screen. ``wide``: there is room for the strip beside the name. with_strip: else the page itself
        says what it says.
        """
        had_focus = next((kind for kind, part in self._takes_focus() if part.hasFocus()), "")
        self.pin.deleteLater()
        clear(self._inside)
        self.pin = Button("Lossa" if pinned else "Fäst", Kind.QUIET, icon="pin-off" if pinned else "pin")
        self.pin.compact = is_large() or (wide and with_strip)  # its word would take a line of its own
        self.pin.setToolTip("Håll patienten överst i sidolisten")
        self.strip = StripView(strip(record), short=not wide) if with_strip else None
        names, facts, emergency = self._names(record), _facts(record.patient), _emergency(record)
        if wide:
            lines = [Flow(*names, spacing=10, lines=4), Flow(*facts, emergency, spacing=16, lines=3)]
        else:  # each goes on where the one before ends
            lines = [Flow(*names, emergency, *facts, spacing=10, lines=4)]
        parts = [whole(one) for one in lines]
        if self.strip is not None and not wide:
            parts.append(whole(row(self.strip, 1)))
        self._inside.addWidget(whole(column(*parts, spacing=2 if wide else 6)), 1)
        if self.strip is not None:
            self.strip.group_wanted.connect(self.group_wanted)
            if wide:
                self._inside.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignVCenter)
        for kind, part in self._takes_focus():
            if kind == had_focus:  # it was pressed, or had the keyboard: the focus stays with it
                part.show()
                part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _takes_focus(self) -> list[tuple[str, QWidget]]:
        return [("pin", self.pin), *([("strip", self.strip)] if self.strip is not None else [])]

    def _names(self, record: Record) -> list[QWidget]:
        patient = record.patient
        years = patient.age_on(record.today)
        return [
            _cut(patient.name, "patient", _LONGEST_NAME),
            label(patient.number_as_written, "strong"),
            label(f"{years} år" if years is not None else "Ålder okänd", "strong"),
            *_also_called(patient),
            *([Chip("Skyddade personuppgifter", OWN, "eye-off")] if patient.is_protected else []),
            *([Chip(patient.status.label)] if patient.status is not PatientStatus.ACTIVE else []),
            self.pin,
        ]


def _also_called(patient: Patient) -> list[QWidget]:
    called = patient.called.strip()
    told = called and called != patient.given_name.strip()
    return [_cut(f"kallas {called}", "note", _LONGEST)] if told else []


def _facts(patient: Patient) -> list[QWidget]:
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
        found.append(whole(row(Picture(sign), _cut(text, "note", _LONGEST), spacing=6)))
    return found


def _emergency(record: Record) -> QWidget:
    """What is known of akutinformation: never an empty place, since "not asked" is not "nothing"."""
    current = len(pairs(record))  # a translation is no text of its own
    if current:
        return whole(row(Picture("life-buoy", "red"), label(f"Akutinformation: {current} finns", "strong"), spacing=6))
    words = {
        Knowledge.SOME: "finns, inte inskriven",
        Knowledge.NONE_KNOWN: "inget känt",
        Knowledge.NOT_ASKED: "ej efterfrågat",
    }[record.patient.emergency_known]
    return whole(row(Picture("life-buoy"), label(f"Akutinformation: {words}", "note"), spacing=6))


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


_LONGEST_NAME, _LONGEST = 34, 26
"""How many letters of a name and of a fact are shown; all of it stands in its tip."""
