"""Every key that does something in the window, once: the window, its buttons and the manual read it here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shortcut:
    """``name`` is stable; ``keys`` as Qt writes them; ``title`` says what happens."""

    name: str
    keys: str
    title: str


PATIENTS = Shortcut("patients", "Ctrl+F", "Sök patient")
NEW_PATIENT = Shortcut("new_patient", "Ctrl+Shift+N", "Ny patient")
NEW_CONTACT = Shortcut("new_contact", "Ctrl+N", "Ny kontakt")
PRINT = Shortcut("print", "Ctrl+P", "Skriv ut vårdplanen")
UNDO = Shortcut("undo", "Ctrl+Z", "Ångra senaste ändringen")
LOCK = Shortcut("lock", "Ctrl+L", "Lås")
NEXT_PANE = Shortcut("next_pane", "F6", "Nästa del av fönstret")
LARGER = Shortcut("larger", "Ctrl++", "Större text")
SMALLER = Shortcut("smaller", "Ctrl+-", "Mindre text")
NORMAL = Shortcut("normal", "Ctrl+0", "Text i vanlig storlek")
DARKER = Shortcut("theme", "Ctrl+Shift+D", "Ljust eller mörkt")

SHORTCUTS = (PATIENTS, NEW_PATIENT, NEW_CONTACT, PRINT, UNDO, LOCK, NEXT_PANE, LARGER, SMALLER, NORMAL, DARKER)


def page_keys(place: int) -> str:
    """The keys of the patient's page in that place, counted from 1."""
    return f"Alt+{place}"
