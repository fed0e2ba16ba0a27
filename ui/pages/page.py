"""What every page of a patient is."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from ui.drafts import Drafts
from ui.parts import on_ground
from ui.session import Session


class Page(QWidget):
    """One page about the patient on screen. Made when somebody first goes there; shows another record when told."""

    NAME: ClassVar[str]
    """What the page is called in the program: stable, since it is remembered."""
    TITLE: ClassVar[str]
    ICON: ClassVar[str]

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        on_ground(self, "paper")

    def show_record(self, record: Record) -> None:
        """Show ``record``: another patient's, or the same one after a change."""
        raise NotImplementedError

    def start(self, target: object = None) -> None:
        """The page has come on screen: put the focus where one begins, or on ``target`` (an entry's id)."""

    @staticmethod
    def note(record: Record) -> str:
        """What stands beside the page's name in the side panel, as how many there are."""
        return ""
