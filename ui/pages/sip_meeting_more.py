"""The line below those who are called, where somebody who came anyway, or is to do something, is added."""

from uuid import UUID

from PySide6.QtCore import QStringListModel

from coordinator.record import Record
from coordinator.sip.candidates import candidates, read_participant
from coordinator.sip.inviting import add_participant
from coordinator.swedish import folded
from ui.pages.careplan_binding import Desktop
from ui.pages.careplan_quick import AddField, AddingLine, Names
from ui.parts import column
from ui.theme import scaled


class OneMore(AddingLine):
    """Contacts and family are suggested; others are written as they are said: name, task, where they work."""

    def __init__(self, desktop: Desktop, sip_id: UUID) -> None:
        super().__init__(desktop, AddField("Någon mer: namn, roll, verksamhet", "Någon mer: namn, roll"))
        self._sip_id = sip_id
        self._name_list = QStringListModel([], self)
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
        if record is None or not self._is_to_add():
            return
        every = candidates(record, self._sip_id)
        known = [one for one in every if folded(text) in (folded(one.words), folded(one.name))]
        fields = known[0].fields if len(known) == 1 else read_participant(text, record.today).fields
        self.follow(self._desktop.do(add_participant, self._sip_id, **fields))

    def _forget_fault(self) -> None:
        self._fault.forget(self.field)
