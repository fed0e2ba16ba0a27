"""*Är anteckningen införd i journalen?*: asked when something was copied, until it is answered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.clipboard import Clipboard
from ui.form_flow import Spread
from ui.pages.journal_desk import Copied
from ui.parts import Boxed, Button, Kind, column, label, row, whole

_QUESTION = "Är anteckningen införd i journalen?"
YES_KEYS, NOT_YET_KEYS = "Alt+J", "Alt+I"


class Question(QWidget):
    """The question, what was copied, how long that is there, and the two answers."""

    yes = Signal()
    not_yet = Signal()

    def __init__(self, clipboard: Clipboard) -> None:
        super().__init__()
        self._clipboard = clipboard
        self._copied: Copied | None = None
        self.about = label("", "note", wrap=True)
        self.left = label("", "note")
        self.enter = Button("Ja, införd", Kind.PRIMARY, icon="check", shortcut=YES_KEYS, press=self.yes.emit)
        self.wait = Button("Inte än", shortcut=NOT_YET_KEYS, press=self.not_yet.emit)
        box = Boxed("sunken", bar="teal")
        answers = whole(row(self.enter, self.wait, spacing=8))
        box.inside.addLayout(Spread(label(_QUESTION, "strong"), answers, spacing=20, lines=8))
        box.inside.addWidget(self.about)
        box.inside.addWidget(self.left)
        self.setLayout(column(box))
        clipboard.ticked.connect(self._count_down)
        self.hide()

    def ask(self, copied: Copied | None) -> None:
        """Ask about what was copied, unless there is nothing in it that can stand in the journal: a day, a name."""
        self._copied = copied = copied if copied is not None and copied.is_asked_about else None
        if copied is not None:
            self.about.setText(_about(copied))
            self.enter.setAccessibleDescription(f"{_QUESTION} {_about(copied)}")
            self._count_down()
        self.setVisible(copied is not None)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self._copied is not None

    def start(self) -> None:
        """Go to the first answer."""
        self.enter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_down(self) -> None:
        """Quietly: it is not read aloud each second."""
        if self._copied is not None:
            seconds = self._clipboard.seconds_left
            self.left.setText(f"Försvinner ur urklipp om {seconds} s" if seconds else "Inte längre i urklipp")


def rows_in_words(many: int) -> str:
    """How many rows, as *Idag* calls them: "1 uppgift", "3 uppgifter"."""
    return "1 uppgift" if many == 1 else f"{many} uppgifter"


def _about(copied: Copied) -> str:
    if copied.whole:
        what = "hela anteckningen"
    else:
        what = f"{', '.join(copied.sections)} ({len(copied.sections)} av {len(copied.among)} sökord)"
    about = f" Svaret gäller {rows_in_words(len(copied.ids))}." if copied.ids else ""
    return f"Kopierat: {what}.{about}"
