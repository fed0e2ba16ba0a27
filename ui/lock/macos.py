"""Hears from macOS that the computer will sleep or that the screen is locked.

Written after Apple's documentation of NSWorkspace and of the Objective-C runtime; it has not been run.
"""

import ctypes
from ctypes import c_bool, c_char_p, c_size_t, c_void_p
from typing import Any

from PySide6.QtCore import QObject

from ui.lock.session_watch import NOT_TOLD, SESSION, SLEEP, SessionWatch

_CLASS_NAME = b"HallpunktSessionObserver"
_SCREEN_LOCKED = b"com.apple.screenIsLocked"  # of the distributed notification centre; not documented, long in use
_SESSION_LEFT = b"NSWorkspaceSessionDidResignActiveNotification"  # another user took over the screen
_WILL_SLEEP = b"NSWorkspaceWillSleepNotification"

_METHOD = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)  # self, the selector, the notification


class MacWatch(SessionWatch):
    """Observes two notification centres with an object of a class made at run time, so that no package is needed.

    macOS waits for the observers of its sleep notification to return, so locking in the slot is in time.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._centres: list[int] = []
        self._observer = 0
        # Kept here: the runtime calls them by address and does not know that Python would free them.
        self._methods = {b"hallpunktSleep:": _METHOD(self._sleep), b"hallpunktSession:": _METHOD(self._session)}
        try:
            self._objc = _Runtime()
            self._observe()
        except (OSError, AttributeError):  # the library, or a function in it, is not there
            self.why_not = NOT_TOLD

    def stop(self) -> None:
        """Listen no more."""
        for centre in self._centres:
            self._objc.send(centre, b"removeObserver:", self._observer)
        self._centres = []
        self.why_not = NOT_TOLD

    def _observe(self) -> None:
        objc = self._objc
        self._observer = objc.new_observer(_CLASS_NAME, self._methods)
        workspace = objc.send(objc.a_class(b"NSWorkspace"), b"sharedWorkspace")
        of_workspace = objc.send(workspace, b"notificationCenter")
        of_all = objc.send(objc.a_class(b"NSDistributedNotificationCenter"), b"defaultCenter")
        for centre, method, name in (
            (of_workspace, b"hallpunktSleep:", _WILL_SLEEP),
            (of_workspace, b"hallpunktSession:", _SESSION_LEFT),
            (of_all, b"hallpunktSession:", _SCREEN_LOCKED),
        ):
            add = b"addObserver:selector:name:object:"
            objc.send(centre, add, self._observer, objc.selector(method), objc.text(name), None)
        self._centres = [of_workspace, of_all]

    def _sleep(self, _self: int, _selector: int, _notification: int) -> None:
        self.locking.emit(SLEEP)

    def _session(self, _self: int, _selector: int, _notification: int) -> None:
        self.locking.emit(SESSION)


class _Runtime:
    """The few functions of the Objective-C runtime that are needed."""

    def __init__(self) -> None:
        self._appkit = ctypes.CDLL("/System/Library/Frameworks/AppKit.framework/AppKit")  # brings NSWorkspace
        library = ctypes.CDLL("/usr/lib/libobjc.dylib")
        self._get_class = _typed(library.objc_getClass, c_void_p, c_char_p)
        self._selector = _typed(library.sel_registerName, c_void_p, c_char_p)
        self._allocate = _typed(library.objc_allocateClassPair, c_void_p, c_void_p, c_char_p, c_size_t)
        self._register = _typed(library.objc_registerClassPair, None, c_void_p)
        self._add_method = _typed(library.class_addMethod, c_bool, c_void_p, c_void_p, _METHOD, c_char_p)
        self._send = ctypes.cast(library.objc_msgSend, c_void_p).value

    def a_class(self, name: bytes) -> int:
        """The class of that name."""
        return int(self._get_class(name) or 0)

    def selector(self, name: bytes) -> int:
        """The selector of that name."""
        return int(self._selector(name) or 0)

    def text(self, content: bytes) -> int:
        """An NSString; it is never released, and there are three."""
        allocated = self.send(self.a_class(b"NSString"), b"alloc")
        buffer = ctypes.create_string_buffer(content)
        return self.send(allocated, b"initWithUTF8String:", ctypes.addressof(buffer))

    def send(self, receiver: int, selector: bytes, *arguments: int | None) -> int:
        """A message whose arguments and answer are pointers. The call is typed anew for each: arm64 requires it."""
        prototype = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, *[c_void_p for _ in arguments])
        answer: int | None = prototype(self._send or 0)(receiver, self.selector(selector), *arguments)
        return answer or 0

    def new_observer(self, name: bytes, methods: "dict[bytes, Any]") -> int:
        """An object with these methods. A class of a name can be made once, so each observer has its own."""
        own_name = name
        number = 1
        while self.a_class(own_name):
            number += 1
            own_name = name + str(number).encode()
        made = self._allocate(self.a_class(b"NSObject"), own_name, 0)
        for selector, method in methods.items():
            self._add_method(made, self.selector(selector), method, b"v@:@")
        self._register(made)
        return self.send(int(made), b"new")


def _typed(function: Any, answer: Any, *arguments: Any) -> Any:
    function.restype = answer
    function.argtypes = list(arguments)
    return function
