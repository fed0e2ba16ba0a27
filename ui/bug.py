"""What to say of a fault in the program itself: where it is, never what it was working with."""

import traceback
from pathlib import Path


def bug_text(error: BaseException) -> str:
    """A title and what to do, with the places in the code; nothing of any patient."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    return (
        "Fel i programmet\n"
        "Ingen ändring har sparats till hälften. Anmäl felet med raden nedan; den säger inget om någon patient.\n"
        f"{type(error).__name__} i {' < '.join(reversed(places[-4:]))}"
    )
