"""One card, or several of one print, that somebody has: whether it is still true, and what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.days_left import with_year
from coordinator.errors import RuleError
from coordinator.umi.card import EmergencyCard
from coordinator.umi.card_facts import CARD, NOTICE
from coordinator.umi.issuing import CardStanding, call_in_card, name_holder
from ui.chips import OWN, Chip
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.pages.written_answer import Answer, AnswerLine
from ui.parts import Boxed, Button, Kind, Picture, clear, column, label, row, whole
from ui.session import Doing, Session

_OUTDATED = {CARD: "Inaktuellt kort i omlopp", NOTICE: "Inaktuell lapp i omlopp"}
_NOTE, _HOLDER, _COPIES = "anteckning", "vem", "antal"


class OutCard(QWidget):
    """Who has it, how many, since when; what on it is no longer true; and the deeds."""

    print_wanted = Signal(str)
    reached = Signal(object)

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self.card: EmergencyCard | None = None
        self.is_outdated = False
        self.asking: Answer | None = None
        self._shown: CardStanding | None = None
        self.anew = Button("Skriv ut nytt", icon="printer", press=self._print)
        self.back = Button("Tillbaka eller kastat", icon="archive-restore", press=self._ask_back)
        self.change = Button("Ändra vem och hur många", Kind.QUIET, icon="pencil", press=self._ask_holder)
        self.buttons = (self.anew, self.back, self.change)
        self._words, self._asked = column(spacing=4), column(spacing=0)
        self._deeds = whole(Flow(*self.buttons, spacing=6))
        self._plain = whole(column(self._words, self._deeds, self._asked, spacing=6))
        self._boxed = Boxed("amber_soft", bar="amber")
        self._inside = column(self._boxed, self._plain, spacing=6)
        self.setLayout(self._inside)
        self._boxed.hide()

    def show_standing(self, standing: CardStanding) -> None:
        """Show it as it stands today; what is half-written in it stays."""
        if self.card is None:
            self.card = standing.card
            self._resume()
        self.card = standing.card
        if standing != self._shown:
            self._shown = standing
            if self.is_outdated != standing.is_outdated:
                self._set_in_box(boxed=standing.is_outdated)
            self._fill(standing)

    def start(self) -> None:
        """Put the keyboard on the first thing to do."""
        first = next(one for one in self.buttons if not one.isHidden())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def last(self) -> QWidget:
        """What the Tab key comes to last in it."""
        return self.asking.lines[-1] if self.asking is not None else self.change

    def _set_in_box(self, *, boxed: bool) -> None:
        """What is no longer true has a ground of its own."""
        self.is_outdated = boxed
        (self._boxed.inside if boxed else self._inside).addWidget(self._plain)
        self._boxed.setVisible(boxed)
        self._plain.show()

    def _fill(self, standing: CardStanding) -> None:
        outdated = standing.is_outdated
        self.anew.setVisible(outdated or standing.expires_soon)
        self.back.weigh(Kind.ORDINARY if outdated else Kind.QUIET)
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()}: {standing.card.heading}")
        clear(self._words)
        for part in _said(standing):
            self._words.addWidget(part)

    # Deeds

    def _print(self) -> None:
        if self.card is not None:
            self.print_wanted.emit(self.card.paper)

    def _ask_back(self) -> None:
        self._open(_NOTE)
        self._start()

    def _ask_holder(self) -> None:
        self._open(_HOLDER)
        self._start()

    def _start(self) -> None:
        if self.asking is not None:
            self.asking.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.reached.emit(self)

    def _resume(self) -> None:
        """Open what was half-written when the page was left."""
        for name in (_NOTE, _HOLDER, _COPIES):
            if self._session.kept(self._session.draft_key(self._draft(name))) is not None:
                self._open(_NOTE if name == _NOTE else _HOLDER)
                return

    def _draft(self, name: str) -> str:
        return f"{EmergencyCard.KIND}:{self.card.id if self.card else ''}:{name}"

    def _open(self, what: str) -> None:
        card = self.card
        if card is None:
            return
        self._close()
        if what == _NOTE:
            note = AnswerLine("Vad hände med det?", hint="Till exempel: kastat av skolan")
            self._ask([(note, self._draft(_NOTE))], partial(self._call_in, note))
        else:
            holder = AnswerLine("Vem har det", hint="Till exempel: skolan, mormor")
            copies = AnswerLine("Antal")
            holder.show_saved(card.holder)
            copies.show_saved(str(card.copies))
            asked = [(holder, self._draft(_HOLDER)), (copies, self._draft(_COPIES))]
            self._ask(asked, partial(self._name, holder, copies))

    def _ask(self, asked: Sequence[tuple[AnswerLine, str]], send: Callable[[], Doing | None]) -> None:
        made = self.asking = Answer(self._session, self._drafts, asked, send)
        made.closed.connect(self._answered)
        self._asked.addWidget(made)
        made.show()
        QWidget.setTabOrder(self.change, made.lines[0])

    def _call_in(self, note: AnswerLine) -> Doing | None:
        if self.card is None or self.asking is None:
            return None
        doing = self._session.do(call_in_card, self.card.id, note=note.text().strip())
        return doing.but(self.asking.refuse)

    def _name(self, holder: AnswerLine, copies: AnswerLine) -> Doing | None:
        if self.card is None or self.asking is None:
            return None
        written = copies.text().strip()
        if not written.isdecimal() or not int(written):
            self.asking.refuse(RuleError("Antalet går inte att läsa", "Skriv hur många kort det är, till exempel 2."))
            return None
        doing = self._session.do(name_holder, self.card.id, holder=holder.text().strip(), copies=int(written))
        return doing.but(self.asking.refuse)

    def _answered(self) -> None:
        self._close()
        if self.isVisible():  # else it came back, and the keyboard is with another already
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        gone, self.asking = self.asking, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()


def holder_of(card: EmergencyCard) -> str:
    """Who has it, as a line begins."""
    holder = card.holder.strip() or "Ingen vet vem som har det"
    return holder[:1].upper() + holder[1:]


def _printed(card: EmergencyCard) -> str:
    """ "2 st, utskrivna 20 mar 2026 av Anna-Karin Vide"."""
    by = f" av {card.issued_by.strip()}" if card.issued_by.strip() else ""
    return f"{card.copies} st, {'utskrivna' if card.copies > 1 else 'utskrivet'} {with_year(card.issued_on)}{by}"


def _said(standing: CardStanding) -> Iterator[QWidget]:
    """What there is to read about it, line by line."""
    card = standing.card
    if standing.is_outdated:
        head = row(Picture("triangle-alert", "amber"), spacing=8)
        head.addWidget(label(_OUTDATED.get(card.paper, "Inaktuellt akutblad i omlopp"), "strong", wrap=True), 1)
        yield whole(head)
    yield label(holder_of(card), "body" if standing.is_outdated else "strong", wrap=True)
    until = (
        f", {'gällde' if standing.expired else 'gäller'} till {with_year(card.valid_until)}" if card.valid_until else ""
    )
    yield label(f"{card.title.strip() or 'Akutkort'}, {_printed(card)}{until}.", "note", wrap=True)
    if standing.expired or standing.expires_soon:
        yield whole(row(Chip("Har gått ut" if standing.expired else "Går ut snart", OWN, "clock"), 1))
    for title, lines in (("Står där men är inte längre sant:", standing.gone), ("Saknas där:", standing.lacks)):
        if lines:
            yield label(title, "note", wrap=True)
            yield from (_point(line) for line in lines)


def _point(line: str) -> QWidget:
    """A line of the card, with a dot before it."""
    words = label(line, wrap=True)
    made = row(spacing=6)
    made.addWidget(label("•"), 0, Qt.AlignmentFlag.AlignTop)
    made.addWidget(words, 1)
    return whole(made)
