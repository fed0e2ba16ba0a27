"""Sees to it that the same user has one window: a second start brings the first window to the front instead."""

import os
import stat
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

if TYPE_CHECKING:  # slow to import, and only needed once the window is there
    from PySide6.QtNetwork import QLocalServer

_SHOWN = b"visas\n"  # what the first window answers
_PAUSE = 50  # milliseconds between two tries
_SOON = 500  # milliseconds until the window has come on screen


class OnlyOne(QObject):
    """A lock on a file says who is first, and a local socket carries the knock of whoever comes second.

    The operating system drops the lock when the process ends in whatever way, also when the program replaces itself to
    lock the vault, so nothing is ever left behind that must be judged stale; a socket that is, is swept away by the
    next one who holds the lock. Both stand in a folder that only this user can enter.
    """

    wanted = Signal()  # in the first window: somebody started the program again

    def __init__(self, folder: Path | None = None, parent: QObject | None = None, patience: float = 2) -> None:
        """patience: the seconds in which the first must have answered, or have gone."""
        super().__init__(parent)
        self._patience = patience
        self._folder = _runtime_folder() / f"hallpunkt-{_user_mark()}" if folder is None else folder
        self._lock: int | None = None
        self._server: QLocalServer | None = None
        self.answered = False

    def claim(self, *, at_once: bool = True) -> bool:
        """Whether we are the first. If not, the first has been told, and ``answered`` says whether it heard.

        at_once: listen for others now, else when the window has come on screen: whoever knocks before that tries again.
        Where no private folder can be had the answer is yes: the vault's own lock keeps two from writing in it.
        """
        self.answered = False
        deadline = time.monotonic() + self._patience
        try:
            _make_private(self._folder)
            while not self._take_lock():
                if self._knock(deadline):
                    self.answered = True
                    return False
                if time.monotonic() >= deadline:
                    return False
                QThread.msleep(_PAUSE)  # it is just starting, or just being replaced
        except OSError:
            return True
        if at_once:
            self._listen()
        else:
            QTimer.singleShot(_SOON, self._listen)
        return True

    def release(self) -> None:
        """Let another be the first: at the end, and before the program replaces itself."""
        if self._server is not None:
            self._server.close()  # removes the socket as well
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take_lock(self) -> bool:
        if self._lock is not None:
            return True
        descriptor = os.open(self._folder / "ensam.lock", os.O_RDWR | os.O_CREAT, 0o600)  # not inherited
        try:
            _lock_now(descriptor)
        except OSError:
            os.close(descriptor)
            return False
        self._lock = descriptor
        return True

    def _listen(self) -> None:
        if self._server is not None or self._lock is None:
            return
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._address)  # left by one who crashed: we hold the lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._address)  # if it cannot, a second start is told that nobody answers

    def _answer(self) -> None:
        """Answer each who knocks. What they may have written is not read: to knock is all that can be said."""
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_SHOWN)
            caller.disconnectFromServer()  # once it is written
            self.wanted.emit()

    def _knock(self, deadline: float) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(_milliseconds_until(deadline)):
            return False
        while not socket.canReadLine():
            if not socket.waitForReadyRead(_milliseconds_until(deadline)):
                return False
        return socket.readLine().data() == _SHOWN

    @property
    def _address(self) -> str:
        # Windows has no sockets in folders but pipes with a name; the folder's name is this user's own.
        return self._folder.name if sys.platform == "win32" else str(self._folder / "ensam")


def _milliseconds_until(deadline: float) -> int:
    return max(1, round(1000 * (deadline - time.monotonic())))


def _runtime_folder() -> Path:
    """Where the system keeps what lives no longer than the session, or else the folder for temporary files."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(given) if given and Path(given).is_dir() else Path(tempfile.gettempdir())


def _user_mark() -> str:
    """The same for one user on one computer; it is no secret, and nobody's name stands in it."""
    who = str(Path.home()) if sys.platform == "win32" else str(os.getuid())
    return f"{zlib.crc32(f'hallpunkt {who}'.encode()):08x}"


def _make_private(folder: Path) -> None:
    """Make the folder, or raise OSError when what stands there may belong to somebody else."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if sys.platform != "win32":
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise PermissionError("the folder is not this user's")
        folder.chmod(0o700)


def _lock_now(descriptor: int) -> None:
    """Lock the file for as long as the descriptor is open, or raise OSError."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
