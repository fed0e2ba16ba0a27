"""Says when the computer is about to sleep, or the user has locked her screen: then the vault must be locked too.

One file for each system knows how it is told: ``logind.py``, ``windows.py``, ``macos.py``.
"""

import sys

from PySide6.QtCore import QObject, Signal

SLEEP = "sleep"
SESSION = "session"

NOT_TOLD = (
    "Datorn säger inte till när skärmen låses eller när den går i viloläge. Lås pärmen själv när du går ifrån. "
    "Den låses ändå när ingen har rört datorn på en stund."
)


class SessionWatch(QObject):
    """Hears nothing by itself; what each system says is heard by a subclass."""

    locking = Signal(str)  # SLEEP or SESSION; it may come twice for the same event

    def __init__(self, parent: QObject | None = None, why_not: str = "") -> None:
        super().__init__(parent)
        self.why_not = why_not

    @property
    def watching(self) -> bool:
        """Whether the system tells us. When it does not, ``why_not`` says so in words."""
        return not self.why_not

    def ready(self) -> None:
        """The vault is locked: the computer need not wait for us to sleep."""

    def stop(self) -> None:
        """Listen no more."""


def watch_session(parent: QObject | None = None) -> SessionWatch:
    """The watch for this system, listening."""
    if sys.platform == "win32":
        from ui.lock.windows import WindowsWatch

        return WindowsWatch(parent)
    if sys.platform == "darwin":
        from ui.lock.macos import MacWatch

        return MacWatch(parent)
    from ui.lock.logind import LogindWatch

    return LogindWatch(parent)
