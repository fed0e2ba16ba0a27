"""A page that has the window to itself, since others look on: nothing on it leads to another patient."""

from ui.pages.page import Page
from ui.window_commands import Command


class WholePage(Page):
    """One page of the patient on screen, without side panel and patient head around it."""

    def take(self, command: Command) -> None:
        """The keys of a command that leads elsewhere were pressed: do what they mean here, if they mean anything."""
