"""What every view is that is of no patient: the list of all, search, settings, backups."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.drafts import Drafts
from ui.parts import on_ground
from ui.preferences import Preferences
from ui.session import Session


class View(QWidget):
    """One view beside the patient's pages. Made when somebody first goes there."""

    NAME: ClassVar[str]
    """What the view is called in the program: stable, since it is remembered."""
    TITLE: ClassVar[str]
    ICON: ClassVar[str]

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__()
        self.session, self.drafts, self.preferences = session, drafts, preferences
        on_ground(self, "paper")

    def start(self, target: object = None) -> None:
        """The view has come on screen: put the focus where one begins, or on ``target``."""
