"""What a screen reader knows of the programs on screen, over AT-SPI: a question a line in, an answer a line out.

It runs in the system's own Python, which has the library of AT-SPI, and knows nothing of the project. `by_ear.py` asks.
"""

import importlib
import json
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

warnings.simplefilter("ignore", DeprecationWarning)  # two names of a function, each deprecated for the other
importlib.import_module("gi").require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
Gio: Any = importlib.import_module("gi.repository.Gio")
GLib: Any = importlib.import_module("gi.repository.GLib")

SAID, FOCUSED, WINDOW = "object:announcement", "object:state-changed:focused", "window:activate"
_PATIENCE_MS = 20_000
"""A program answers when what was asked of it is done."""
_MOST = 4000
"""More parts than any page has: a tree that never ends is a fault."""


class Reader:
    """Looks, listens, and does what a user of a screen reader can ask it to do."""

    def __init__(self) -> None:
        self._heard: list[dict[str, Any]] = []
        self._parts: list[Any] = []
        _wait_for_bus()
        Atspi.init()
        Atspi.set_timeout(_PATIENCE_MS, _PATIENCE_MS)
        self._desktop = Atspi.get_desktop(0)
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in (SAID, FOCUSED, WINDOW):
            self._listener.register(kind)

    # Listening

    def heard(self) -> list[dict[str, Any]]:
        """What has happened since the last time it was asked."""
        _take_in()
        heard, self._heard = self._heard, []
        return heard

    def _hear(self, event: Any) -> None:
        try:
            if event.type.startswith(SAID):
                self._heard.append({"event": "said", "text": event.any_data})
            elif event.type.startswith(WINDOW):
                self._heard.append({"event": "window", "text": event.source.get_name()})
            elif event.detail1:
                self._heard.append({"event": "focused", "part": _described(event.source)})
        except GLib.Error:
            pass  # it is gone already

    # Looking

    def look(self) -> list[dict[str, Any]]:
        """Everything that is there to be read, in reading order. A part's number is good until the next look."""
        _take_in()
        self._parts = []
        found: list[dict[str, Any]] = []
        for place in range(self._desktop.get_child_count()):
            program = self._desktop.get_child_at_index(place)
            if program is not None:
                self._walk(program, 0, found)
        return found

    def _walk(self, part: Any, depth: int, found: list[dict[str, Any]]) -> None:
        if len(found) > _MOST:
            raise RuntimeError("more parts than can be read")
        try:
            part.clear_cache()
            described = _described(part, only_visible=depth > 0)
            if not described:
                return
            found.append({**described, "number": len(self._parts), "depth": depth})
            self._parts.append(part)
            children = list(_children(part))
        except GLib.Error:
            return  # it went while it was looked at
        for child in children:
            self._walk(child, depth + 1, found)

    def part(self, number: int) -> dict[str, Any] | None:
        """How a part is now; None when it is gone."""
        _take_in()
        try:
            self._parts[number].clear_cache()
            return {**_described(self._parts[number]), "number": number}
        except GLib.Error:
            return None

    # Doing

    def write(self, number: int, text: str) -> bool:
        """Let ``text`` be what stands in a field."""
        return bool(Atspi.EditableText.set_text_contents(self._parts[number], text))

    def act(self, number: int, action: str) -> bool:
        """Do the action of that name."""
        part = self._parts[number]
        return bool(Atspi.Action.do_action(part, _actions(part).index(action)))

    def focus(self, number: int) -> bool:
        """Go to a part."""
        return bool(Atspi.Component.grab_focus(self._parts[number]))

    @staticmethod
    def keys(codes: list[int]) -> bool:
        """Press these keys of the keyboard, by their codes, one while the others are held; then let them go."""
        for code in codes:
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
        for code in reversed(codes):
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)
        return True


def _take_in() -> None:
    """Let what has come on the bus be heard."""
    context = GLib.MainContext.default()
    while context.iteration(False):
        pass


def _wait_for_bus() -> None:
    """Wait until there is somebody who knows where the bus of the screen readers is."""
    session, loop = Gio.bus_get_sync(Gio.BusType.SESSION), GLib.MainLoop()
    Gio.bus_watch_name_on_connection(
        session, "org.a11y.Bus", Gio.BusNameWatcherFlags.NONE, lambda *_told: loop.quit(), None
    )
    loop.run()


def _children(part: Any) -> Iterator[Any]:
    for place in range(part.get_child_count()):
        child = part.get_child_at_index(place)
        if child is not None:
            yield child


def _described(part: Any, *, only_visible: bool = False) -> dict[str, Any]:
    """What a part is; nothing of one that is not visible, when only those are wanted."""
    states = [state.value_nick for state in part.get_state_set().get_states()]
    if only_visible and "visible" not in states:
        return {}
    role = part.get_role_name()
    is_only_there = role in ("label", "filler") and "focusable" not in states  # asked no more: each question takes time
    has = set() if is_only_there else set(part.get_interfaces())
    return {
        "role": role,
        "name": part.get_name() or "",
        "description": part.get_description() or "",
        "states": states,
        "actions": _actions(part) if "Action" in has else [],
        "text": Atspi.Text.get_text(part, 0, -1) if "Text" in has else "",
        "editable": "EditableText" in has,
        "label": _label(part) if role == "combo box" else "",
        "columns": _columns(part) if "Table" in has else [],
    }


def _actions(part: Any) -> list[str]:
    return [Atspi.Action.get_action_name(part, place) for place in range(Atspi.Action.get_n_actions(part))]


def _label(part: Any) -> str:
    """What labels it: a box of choices has its value for a name."""
    for relation in part.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return str(relation.get_target(0).get_name())
    return ""


def _columns(table: Any) -> list[str]:
    return [Atspi.Table.get_column_description(table, place) for place in range(Atspi.Table.get_n_columns(table))]


def answer(reader: Reader, question: dict[str, Any]) -> dict[str, Any]:
    """What came of one question."""
    asked: Callable[..., Any] = getattr(reader, question.pop("ask"))
    try:
        return {"answer": asked(**question)}
    except (GLib.Error, ValueError, RuntimeError) as error:
        return {"refused": str(error)}


def main() -> None:
    """Answer until there are no more questions."""
    reader = Reader()
    for line in sys.stdin:
        print(json.dumps(answer(reader, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
