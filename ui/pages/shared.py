"""Utlämnat: what has left the house about the patient, to whom, and on which ground. Only read, and printed again."""

from functools import partial
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coordinator.disclosure import Disclosure, disclosures
from coordinator.page import Page as PageName
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.swedish import short_day
from ui.chips import DONE, FACT, GAP, Sign
from ui.drafts import Drafts
from ui.entry_lines.group import Group, parted
from ui.entry_lines.line import Line
from ui.entry_lines.lines import Lines
from ui.handing_out import HandingOut
from ui.pages.careplan_head import Notice
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.shared_body import SharedBody
from ui.pages.shared_paper import SharedPaper
from ui.parts import Button, Empty, column, label
from ui.session import Session
from ui.theme import scaled

_BESIDE = 960
"""From this width, at 100 % text, the paper stands beside the list."""


class SharedPage(ScrolledPage):
    """What is noted as handed out about the patient on screen."""

    NAME = PageName.SHARED.stored
    TITLE = PageName.SHARED.label
    ICON = "share-2"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        self._found: dict[UUID, Disclosure] = {}
        self.out = HandingOut(session, self)
        self.notice = Notice()
        self.out.told.connect(self.notice.say)
        self.out.refused.connect(self.notice.say_why)
        self._how_many = label("", "note")
        self.lines = Lines(self.TITLE, self._body_of, columns=(106,), at_first={"all": 40})
        self.lines.changed.connect(self._reshow)
        self.lines.reached.connect(self._bring_into_view)
        self.paper = SharedPaper(session.side_thread, self._close_paper)
        self._empty = Empty(
            "share-2",
            "Inget är utlämnat än",
            "Skriv ut eller spara ett papper från sidan Dokument. Då står det här till vem det gick och varför.",
            Button("Till dokumenten", icon="file-text", press=self._go_to_papers),
        )
        listed = QWidget()
        listed.setLayout(column(self._empty, self.lines, 1, spacing=6))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(scaled(28))
        self._body.addWidget(listed, 3)
        self._body.addWidget(self.paper, 2)
        inside = column(self.notice, spacing=10)
        inside.addLayout(self._body, 1)
        self._lay_out(inside, self._how_many)

    @staticmethod
    def note(record: Record) -> str:
        """How many times something was handed out."""
        many = len(disclosures(record))
        return str(many) if many else ""

    def show_record(self, record: Record) -> None:
        if self._record is None or self._record.patient_id != record.patient_id:
            self._begin_patient()
        self._record = record
        self._found = {one.entry_id: one for one in disclosures(record)}
        self._empty.setVisible(not self._found)
        self.lines.setVisible(bool(self._found))
        self._how_many.setText(f"{len(self._found)} gånger" if len(self._found) > 1 else "")
        self._reshow()
        body = self.lines.body
        if isinstance(body, SharedBody) and body.disclosure is not None:
            body.show_disclosure(self._found[body.disclosure.entry_id], record)
        number = self.paper.number
        known = {one.number for one in self._found.values()}
        if number is not None and (number not in known or hides_anything(record)):
            self._close_paper()

    def _begin_patient(self) -> None:
        """Nothing of the patient before comes along."""
        self.lines.begin_again()
        self.lines.show_groups([])
        self.paper.put_away()
        self.notice.hide()
        self._to_top()

    def _reshow(self) -> None:
        if self._record is not None:
            self.lines.show_groups(self._groups(self._record))

    def _groups(self, record: Record) -> list[Group]:
        """The lines year by year."""
        groups: list[Group] = []
        lines = [_line(one, record) for one in self._found.values()]
        for cut in self.lines.group("all", "", lines, lambda line: line):
            years = groupby(cut.lines, key=lambda line: self._found[line.id].day.year)
            of_years = [(str(year), tuple(found)) for year, found in years]
            groups += parted(cut, [Group(year, year, lines, str(len(lines))) for year, lines in of_years])
        return groups

    def start(self, target: object = None) -> None:
        """Go to what has that id, opened; else to the newest."""
        if isinstance(target, UUID) and self.lines.reveal(target):
            self.lines.go_to(target, opened=True)
        elif not self.lines.go_to():
            button = self._empty.findChild(Button)
            if button is not None:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _body_of(self, entry_id: UUID) -> QWidget:
        if self._record is None:
            raise RuntimeError("there are lines only of a record")
        body = SharedBody(
            self._show_paper, self.out.print_again, partial(self.session.wanted.emit, PageName.CONSENTS.stored)
        )
        body.show_disclosure(self._found[entry_id], self._record)
        return body

    def _show_paper(self, number: int) -> None:
        if self._record is not None:
            self.paper.show_version(self._record, number)
            self._arrange()

    def _close_paper(self) -> None:
        self.paper.put_away()
        if self.isVisible():
            self.lines.go_to()

    def _go_to_papers(self) -> None:
        self.session.wanted.emit(PageName.PAPERS.stored, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The paper beside the list; below it where there is no room for both."""
        beside = self.width() >= scaled(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._body.direction() != way:
            self._body.setDirection(way)


def _line(one: Disclosure, record: Record) -> Line:
    by = f", av {one.by.strip()}" if one.by.strip() else ""
    to = f"Till {one.to.strip()}{by}"
    return Line(one.entry_id, one.what, (short_day(one.day, record.today),), to, (_standing(one, record),))


def _standing(one: Disclosure, record: Record) -> Sign:
    """How it stands with the consent today."""
    if not one.needs_consent:
        return Sign(one.ground.label.lower() if one.ground is not None else "inget samtycke behövs", FACT)
    if not one.consents:
        return Sign("samtycke inte noterat", GAP, "circle-dashed")
    if not one.rested_on_consent:
        return Sign("samtycket gällde inte då", GAP, "circle-dashed")
    if any(consent.is_valid_on(record.today) for consent in one.consents):
        return Sign("samtycket gäller", DONE, "check")
    revoked = any(consent.revoked_on is not None for consent in one.consents)
    return Sign("samtycket är återkallat" if revoked else "samtycket gäller inte längre", FACT, "history")
