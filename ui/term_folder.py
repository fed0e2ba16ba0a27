"""Where this computer's code lists lie: in a folder beside what the computer remembers, never in a pärm."""

from coordinator.terms.kept_lists import ListFolder
from ui.preferences import Preferences

FOLDER_NAME = "kodlistor"


def term_folder() -> ListFolder:
    """The folder; it is made when the first list is taken in."""
    return ListFolder(Preferences().file.parent / FOLDER_NAME)
