"""The bar below the meeting: what is missing, the draft, and *Upprätta planen*, which is then printed at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.record import Record
from coordinator.sip.plan_duty import points_left
from coordinator.sip.process import Sip
from coordinator.swedish import day_in_words
from ui.pages.careplan_binding import Fault
from ui.parts import Button, Kind, column, dress, label, row, whole
from ui.theme import is_large, scaled

_NUMBERS = ("Ingen", "En", "Två", "Tre", "Fyra", "Fem")
KEYS = "Ctrl+Return"


class EndBar(QWidget):
    """Stays in its place below what scrolls."""

    print_wanted = Signal()
    establish_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fault = Fault()
        self._title, self._words = label("", "amber", wrap=True), label("", "note", wrap=True)
        self.print = Button("Skriv ut utkast", icon="printer", press=self.print_wanted.emit)
        self.establish = Button(
            "Upprätta planen", Kind.PRIMARY, icon="check", shortcut=KEYS, press=self.establish_wanted.emit
        )
        self._says = whole(column(self._title, self._words, self.fault, spacing=1))
        self._says.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        inside = row(spacing=16)
        inside.addWidget(self._says, 1)
        inside.addWidget(self.print)
        inside.addWidget(self.establish)
        inside.setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(10))
        self.setLayout(inside)

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Say what remains, or that it is done."""
        missing = points_left(record, sip)
        remains = len(missing) + (sip.follow_up_on is None)
        done = sip.established_on is not None
        if sip.established_on is not None:
            self._title.setText(f"Planen är upprättad {day_in_words(sip.established_on, record.today)}")
            self._words.setText("Skriv ut den till alla innan ni reser er.")
        elif remains:
            self._title.setText(f"{_NUMBERS[remains]} {'punkt' if remains == 1 else 'punkter'} kvar")
            names = [one.name for one in missing]
            names += ["när planen följs upp"] if sip.follow_up_on is None else []
            few = is_large() and remains > 1
            self._words.setText(f"Saknas bland annat: {names[0]}." if few else f"Saknas: {', '.join(names)}.")
        else:
            self._title.setText("Allt finns")
            self._words.setText("Planen kan upprättas, och skrivs ut innan ni reser er.")
        dress(self._title, "amber" if remains and not done else "strong")
        self.print.say("Skriv ut planen" if done else "Skriv ut utkast")
        self.print.kind = Kind.PRIMARY if done else Kind.ORDINARY
        self.establish.setVisible(not done)
        self.establish.setEnabled(not remains)
