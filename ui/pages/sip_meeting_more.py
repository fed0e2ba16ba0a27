"""The line below those who are called, where somebody who came anyway, or is to do something, is added."""

from uuid import UUID

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QWidget

from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.sip.candidates import candidates, read_participant
from coordinator.sip.inviting import add_participant
from coordinator.swedish import folded
from ui.pages.careplan_binding import Desktop, Fault
from ui.pages.careplan_quick import AddField, Names
from ui.parts import column
from ui.theme import scaled


class OneMore(QWidget):
    """Contacts and family are suggested; others are written as they are said: name, task, where they work."""

    def __init__(self, desktop: Desktop, sip_id: UUID) -> None:
        super().__init__()
        self._desktop, self._sip_id, self._sent = desktop, sip_id, ""
        self._name_list = QStringListModel([], self)
        self._fault = Fault()
        self.field = AddField("Någon mer: namn, roll, verksamhet", "Någon mer: namn, roll")
        self.field.setCompleter(Names(self._name_list, self))
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(self._forget_fault)
        inside = column(self.field, self._fault, spacing=2)
        inside.setContentsMargins(0, scaled(6), 0, scaled(6))
        self.setLayout(inside)
        desktop.drafts.watch(self.field, f"sip:{sip_id}:one_more")

    def show_record(self, record: Record) -> None:
        """Suggest those who are not there yet."""
        names = [one.words for one in candidates(record, self._sip_id)]
        if names != self._name_list.stringList():
            self._name_list.setStringList(names)

    def _add(self) -> None:
        text, record = " ".join(self.field.text().split()), self._desktop.record
        if not text or text == self._sent or record is None:
            return
        every = candidates(record, self._sip_id)
        known = [one for one in every if folded(text) in (folded(one.words), folded(one.name))]
        fields = known[0].fields if len(known) == 1 else read_participant(text, record.today).fields
        doing = self._desktop.do(add_participant, self._sip_id, **fields)
        if doing is not None:
            self._sent = text
            doing.then(self._added).but(self._refuse)

    def _added(self, _applied: Applied) -> None:
        if " ".join(self.field.text().split()) == self._sent:  # else the next one is begun already
            self.field.setText("")
        self._sent = ""
        self.field.show_saved("")

    def _refuse(self, error: CoordinatorError) -> None:
        self._sent = ""
        self.field.show_fault()
        self._fault.say(self.field, error)

    def _forget_fault(self) -> None:
        self._fault.forget(self.field)
