"""What tests of Intyg och stöd look at: the page with its lines, and entries put into the record."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.benefit.applying import add_benefit
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.contact import Contact
from coordinator.entries import add_entry
from tests.ui.conftest import press
from tests.ui.pages.seen import record_of
from ui.entry_lines.group import GroupHead
from ui.pages.benefits import BenefitsPage
from ui.pages.benefits_body import BenefitBody
from ui.parts import Button
from ui.session import Session


class Seen:
    """The page and the record it shows."""

    def __init__(self, page: BenefitsPage, session: Session, idle: Callable[[], None]) -> None:
        self.page, self.session, self.idle = page, session, idle

    @property
    def today(self) -> date:
        return record_of(self.session).today

    def day(self, days: int) -> date:
        """So many days from today."""
        return self.today + timedelta(days=days)

    # Putting in

    def add(self, kind: BenefitKind = BenefitKind.TRANSPORT_SERVICE, **fields: Any) -> UUID:
        """A stöd, with the intyg that comes with one that is open."""
        before = {one.id for one in self.benefits}
        self.session.do(add_benefit, kind=kind, **fields)
        self.idle()
        return next(one.id for one in self.benefits if one.id not in before)

    def bare(self, kind: BenefitKind = BenefitKind.TRANSPORT_SERVICE, **fields: Any) -> UUID:
        """A stöd without any intyg."""
        return self._put(Benefit, kind=kind, **fields)

    def held(self, until: int | None, **fields: Any) -> UUID:
        """A stöd that was granted a year ago, until so many days from now."""
        given = {"decided_on": self.day(-400), "valid_from": self.day(-365)} | fields
        last = self.day(until) if until is not None else None
        return self.bare(decision=Decision.GRANTED, valid_until=last, **given)

    def certificate(self, benefit_id: UUID | None, title: str = "Läkarutlåtande", **fields: Any) -> UUID:
        return self._put(Certificate, benefit_id=benefit_id, title=title, **fields)

    def contact(self, name: str, phone: str) -> UUID:
        return self._put(Contact, name=name, phone=phone)

    def _put(self, kind: type[Any], /, **fields: Any) -> UUID:
        found: list[UUID] = []
        self.session.do(add_entry, kind, **fields).then(lambda applied: found.extend(applied.versions))
        self.idle()
        return found[0]

    # What there is

    @property
    def benefits(self) -> list[Benefit]:
        return list(record_of(self.session).all(Benefit))

    @property
    def certificates(self) -> list[Certificate]:
        return list(record_of(self.session).all(Certificate))

    def benefit(self, id: UUID) -> Benefit:
        return record_of(self.session).get(Benefit, id)

    def of(self, id: UUID) -> Certificate:
        return record_of(self.session).get(Certificate, id)

    # What is seen

    @property
    def now(self) -> list[str]:
        """What is to be done now, from the top."""
        return [self.page.now.said(id).what for id in self.page.now.ids]

    @property
    def lines(self) -> list[str]:
        """Every stöd and intyg that is shown, from the top."""
        return [self.page.lines.said(id).what for id in self.page.lines.ids]

    @property
    def titles(self) -> list[str]:
        heads = [one for one in self.page.lines.findChildren(GroupHead) if one.isVisible()]
        return [one.words for one in sorted(heads, key=lambda one: one.y())]

    def signs(self, id: UUID) -> list[str]:
        return [one.text for one in self.page.lines.said(id).signs]

    @property
    def body(self) -> BenefitBody:
        found = self.page.lines.body
        assert isinstance(found, BenefitBody)
        return found

    def button(self, name: str, inside: QWidget | None = None) -> Button:
        """The one that is seen and is called so."""
        found = (inside or self.page).findChildren(Button)
        return next(one for one in found if one.isVisible() and one.accessibleName() == name)

    def key(self, part: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(part, key, held)
        self.idle()

    def line(self, id: UUID) -> QWidget:
        return self.page.lines.line(id)
