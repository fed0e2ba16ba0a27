"""Dokument: every paper a record can become, chosen, looked at, and printed or saved for somebody."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.document import Document
from coordinator.documents.catalogue import CARE_PLAN, DOCUMENTS
from coordinator.documents.paper_kind import Paper
from coordinator.errors import RuleError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.sharing import refusal
from ui.dialogs import Question
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.handing_out import HandingOut, Wanted, contents, for_herself
from ui.pages.careplan_head import Notice
from ui.pages.page import Page
from ui.pages.papers_choices import Choices
from ui.pages.papers_list import PaperList
from ui.pages.papers_password import TITLE as PASSWORD_TITLE
from ui.pages.papers_password import WORDS as PASSWORD_WORDS
from ui.pages.papers_password import Password
from ui.pages.tab_order import in_reading_order, tab
from ui.parts import Button, Kind, column, label, scrolling, whole
from ui.preview import Preview
from ui.session import Session
from ui.theme import scaled

PRINT, HAND_OUT = "print", "hand_out"
"""Targets: the plan for the patient herself, with the keyboard on the button that prints it; with HAND_OUT it is kept
as it is, and the keyboard is where one says to whom.
"""
_ROOM_FOR_PAPER, _ROOM_FOR_ACTIONS, _ROOM_FOR_LIST = 980, 720, 600
"""From these widths, at 100 % text, the paper stands beside the choices, the buttons beside the title, and the list
beside the choices."""
_PAPER_WIDTH, _LIST_WIDTH = 400, 208


class PapersPage(Page):
    """The papers of the patient on screen."""

    NAME = PageName.PAPERS.stored
    TITLE = PageName.PAPERS.label
    ICON = "file-text"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        self._paper_asked_for = False
        self.out, self.notice = HandingOut(session, self), Notice()
        self.out.told.connect(self.notice.say)
        self.out.refused.connect(self.notice.say_why)
        self.print = Button("Skriv ut", Kind.PRIMARY, icon="printer", press=self._print)
        self.save = Button("Spara PDF", icon="save", press=self._save)
        self.lock = Button("Spara med lösenord", icon="lock", press=self._ask_password)
        self.turn = Button("Visa papperet", icon="file-text", press=self._turn)
        self.papers = PaperList(DOCUMENTS)
        self.papers.chosen.connect(self._begin_paper)
        self.choices = Choices(partial(session.wanted.emit, PageName.CONSENTS.stored))
        self.choices.changed.connect(self._show_paper)
        self.preview = Preview(session.side_thread)
        self._lay_out()

    def show_record(self, record: Record) -> None:
        """Show what can be put on paper of her; what is chosen stays while it is she."""
        before, self._record = self._record, record
        if before is None or before.patient_id != record.patient_id:
            self.notice.hide()
            self._paper_asked_for = False
            self._choose(CARE_PLAN)
            self._arrange()
        else:
            self.choices.show_record(record)
            self._show_paper()

    def start(self, target: object = None) -> None:
        """Go to the list; or to a paper and for whom it is, or with what it is about: its name and the id of that; or
        to the plan, ready to be printed for her.
        """
        if self._record is None:
            return
        self.notice.hide()
        subject_id = None
        if isinstance(target, tuple):
            target, subject_id = target
        self._turn_to_text()
        known = {one.name: one for one in DOCUMENTS}
        if target == PRINT:
            self._choose(CARE_PLAN)
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        elif target == HAND_OUT:
            self._choose(CARE_PLAN)
            self.choices.keep_as_is()
            self.choices.to.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(target, str) and target in known:
            self._choose(known[target])
            self.choices.about.choose(subject_id)
            self._where_to_begin(known[target]).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.papers.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _where_to_begin(self, paper: Paper) -> QWidget:
        """What it is about first, then for whom; when there is nothing to say, where it leaves."""
        if not self.choices.about.box.isHidden() and not self.choices.about.isHidden():
            return self.choices.about.box
        return self.print if paper.for_patient_only or paper.to_each else self.choices.to

    def _lay_out(self) -> None:
        self._actions = whole(Flow(self.print, self.save, self.lock, self.turn, spacing=8))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(scaled(8))
        self._top.addWidget(label(self.TITLE, "title"))
        self._top.addStretch(1)
        self._top.addWidget(self._actions)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(scaled(24))
        self._body.setContentsMargins(scaled(24), scaled(4), scaled(24), scaled(24))
        self._listed = whole(column(self.papers, 1))
        self._body.addWidget(self._listed)
        self._body.addWidget(self.choices, 1)
        self._scroll = scrolling(whole(self._body))
        self._scroll.setMinimumHeight(scaled(60))  # so that what stands above it is not cut in large text
        top = column(self._top, self.notice, spacing=8)
        top.setContentsMargins(scaled(24), scaled(12), scaled(24), scaled(8))
        self._left: QVBoxLayout = column(whole(top), spacing=0)
        self._left.addWidget(self._scroll, 1)
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(self._left, 1)
        self._whole.addWidget(self.preview)
        self._arrange()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as one does it: what, for whom and how, then out of the house; the paper last."""
        if tab(self, self._in_order(), next=next):
            self._show_focus()
            return True
        return super().focusNextPrevChild(next)

    def _in_order(self) -> Iterator[QWidget]:
        yield from in_reading_order(self.notice)
        for part in (self.papers, self.choices, self._actions):
            yield from in_reading_order(part)
        yield from (self.preview.back, self.preview.on, self.preview.paper)

    def _show_focus(self) -> None:
        """Scroll to what has the keyboard, where it comes to stand when what has just been shown has its room."""
        for _ in range(2):  # a layout may ask for another
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        focus, inside = QApplication.focusWidget(), self._scroll.widget()
        if focus is not None and inside is not None and inside.isAncestorOf(focus):
            self._scroll.ensureWidgetVisible(focus, 0, scaled(40))

    # What is chosen

    def _choose(self, paper: Paper) -> None:
        """That paper, as it usually is."""
        if self.papers.paper is paper:
            self._begin_paper(paper)
        else:
            self.papers.choose(paper.name)

    def _begin_paper(self, paper: Paper) -> None:
        self.save.setVisible(not paper.locked)
        if self._record is not None:
            self.choices.begin(paper, self._record)
            self._show_paper()

    def _show_paper(self) -> None:
        """Draw it as it is chosen. For whom makes no difference to what stands on it."""
        record = self._record
        if record is not None:
            wanted = self._wanted()
            herself = for_herself(wanted.order.paper, record).recipient
            order = replace(wanted.order, recipient=herself, attach=False, ground=None, ground_note="")
            shown = replace(wanted, order=order)
            self.preview.show_record(record, partial(_document, wanted=shown))

    def _wanted(self) -> Wanted:
        return Wanted(self.choices.order(), self.choices.way, hand_out=self.choices.hand_out)

    # Out of the house

    def _ready(self) -> Wanted | None:
        """What is to go now; None when it may not, and then the focus is where that is mended."""
        self.choices.settle()
        wanted = self._wanted()
        record = self._record
        if record is None:
            return None
        why = refusal(record, wanted.order)
        if why:
            self._turn_to_text()
            self.choices.show_why_not(why)
            self._show_focus()
            return None
        if self.choices.standing.is_unread:
            self._turn_to_text()
            self.choices.standing.ask_read()
            self._show_focus()
            return None
        return wanted

    def _print(self) -> None:
        wanted = self._ready()
        if wanted is not None:
            self.out.print(wanted)

    def _save(self) -> None:
        wanted = self._ready()
        if wanted is not None:
            self.out.save(wanted)

    def _ask_password(self) -> None:
        wanted = self._ready()
        if wanted is None:
            return
        inside = Password()
        question = Question(self, PASSWORD_TITLE, PASSWORD_WORDS, "Spara", inside)
        question.go.setEnabled(False)
        inside.changed.connect(lambda: question.go.setEnabled(inside.is_ready))
        inside.first.setFocus()
        self.session.dialogs.ask(question, lambda: self.out.save(wanted, inside.password))

    # Where things stand

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The paper beside the choices where there is room; else in their place, when asked for."""
        beside = self.width() >= scaled(_ROOM_FOR_PAPER)
        shown = beside or self._paper_asked_for
        self._scroll.setVisible(beside or not shown)
        if beside:
            self.preview.stand(self._whole, self._left, scaled(_PAPER_WIDTH))
        else:
            self.preview.stand(self._left, self._whole)
        self.preview.setVisible(shown)
        self.turn.setVisible(not beside)
        self.turn.say("Visa valen" if shown else "Visa papperet", icon="pencil" if shown else "file-text")
        self._arrange_list()

    def _arrange_list(self) -> None:
        """The list beside the choices; above them, with names only, where there is no room for both."""
        apart, roomy = self.width() >= scaled(_ROOM_FOR_LIST), self.width() >= scaled(_ROOM_FOR_ACTIONS)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(beside if apart else below)
        self._top.setDirection(beside if roomy else below)
        self._listed.setMaximumWidth(scaled(_LIST_WIDTH) if apart else 16_777_215)
        self._listed.setMinimumWidth(scaled(_LIST_WIDTH) if apart else 0)
        self.papers.show_brief(not apart)

    def _turn(self) -> None:
        self._paper_asked_for = not self._paper_asked_for
        self._arrange()

    def _turn_to_text(self) -> None:
        if self._paper_asked_for:
            self._turn()


def _document(record: Record, wanted: Wanted) -> Document:
    """What is seen of it: the same whoever it is for, and before it is known on which ground it goes."""
    order = wanted.order
    if order.about is None and order.paper.make is None:
        raise RuleError("Inget att visa än", refusal(record, order))
    if order.about is None:
        return contents(record, wanted)[0]
    return order.paper.made(record, order.lettering, landscape=order.landscape, a3=order.a3, about=order.about)
