"""*Hämta in en fil*: what another clinic sent, seen row by row beside what stands here before anything is saved."""

from ui.drafts import Drafts
from ui.pages.view import View
from ui.parts import column
from ui.preferences import Preferences
from ui.session import Session
from ui.window_commands import TAKE_IN


class TakeInView(View):
    """The view; what is on it is loaded when somebody first goes there."""

    NAME = TAKE_IN.name
    TITLE = TAKE_IN.title
    ICON = TAKE_IN.icon

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        from ui.pages.take_in_panel import TakeInPanel  # a window that starts has no need of the readers

        self.panel = TakeInPanel(session)
        self.setLayout(column(self.panel))

    def start(self, target: object = None) -> None:
        """Where one goes on: what is read, or choosing a file."""
        self.panel.start()
