"""A screen reader's user: finds things by what they are called, uses them, and hears what is said of them.

She knows nothing of where on the screen anything is. `reader.py` asks AT-SPI for her.
"""

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

_PATIENCE = 30.0
_BUTTONS = frozenset({"push button", "toggle button", "check box", "radio button", "menu item", "page tab"})
_FRAMES = frozenset({"filler", "window", "frame", "dialog", "panel"})
_PRESSABLE = _BUTTONS | {"text", "combo box", "table cell"}
_DUMB = frozenset({"filler", "panel", "unknown"})
_NOT_DOING = frozenset({"SetFocus", "Increase", "Decrease"})
"""Actions that a user is never offered as such; the last two are a scroll bar's."""
_WORDS = {
    "push button": "knapp", "toggle button": "växlingsknapp", "check box": "kryssruta", "radio button": "alternativ",
    "text": "inmatningsfält", "password text": "lösenordsfält", "label": "text", "combo box": "kombinationsruta",
    "table": "tabell", "table cell": "cell", "column header": "kolumnrubrik", "table column header": "kolumnrubrik",
    "heading": "rubrik", "dialog": "dialog", "window": "fönster", "frame": "fönster", "menu item": "menyval",
    "image": "bild", "list": "lista", "list item": "listpost", "scroll bar": "rullningslist", "filler": "grupp",
}  # fmt: skip
_STATES = {"focused": "har fokus", "checked": "vald", "pressed": "nedtryckt"}
_KEY_CODES = {
    "Return": 36, "Ctrl": 37, "Alt": 64, "Down": 116, "Up": 111, "D": 40, "J": 44, "K": 45, "L": 46, "O": 32, "S": 39,
    "Z": 52,
}  # fmt: skip
"""Of an ordinary keyboard, as X counts its keys."""
_ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


@dataclass(frozen=True)
class Part:
    """Something on the screen, as it is presented to whoever cannot see it."""

    role: str
    name: str
    description: str
    states: list[str]
    actions: list[str]
    text: str
    editable: bool
    label: str
    columns: list[str]
    number: int = -1
    depth: int = 0

    @property
    def is_field(self) -> bool:
        """Whether one writes in it."""
        return self.editable and "read-only" not in self.states

    @property
    def is_hidden(self) -> bool:
        """Whether what is written in it is for nobody's ears."""
        return self.role == "password text"

    @property
    def in_words(self) -> str:
        """As it is said: what it is, what it is called, what stands in it, how it is, and what is said of it."""
        words = f"{_WORDS.get(self.role, self.role)} ”{self.name}”"
        if self.label:
            words += f", vid ”{self.label}”"
        if self.is_field:
            words += f", innehåll ”{self.text}”" if self.text else ", tomt"
        words += "".join(f", {said}" for state, said in _STATES.items() if state in self.states)
        if "enabled" not in self.states:
            words += ", går inte att använda"
        if self.columns:
            words += f", kolumner: {'; '.join(self.columns)}"
        return words + (f" – {self.description}" if self.description not in ("", self.name) else "")


def faults(parts: list[Part]) -> list[str]:
    """What cannot be understood, or used, by listening alone."""
    icons = {icon.stem for icon in _ICONS.glob("*.svg")}
    assert icons
    found = []
    for part in parts:
        doing = set(part.actions) - _NOT_DOING
        if ("focusable" in part.states or doing) and not any(letter.isalpha() for letter in part.name):
            found.append(f"utan namn: {part.in_words}")
        if part.name in icons:
            found.append(f"heter som en bild: {part.in_words}")
        if part.role == "combo box" and not part.label:
            found.append(f"utan ord om vad som väljs: {part.in_words}")
        if doing & {"Press", "Toggle"} and part.role not in _PRESSABLE:
            found.append(f"går att trycka på men är ingen knapp: {part.in_words}")
        if "focusable" in part.states and part.role in _DUMB:
            found.append(f"kan få fokus men säger inte vad den är: {part.in_words}")
        if part.role == "table" and not (part.columns and all(column.strip() for column in part.columns)):
            found.append(f"en kolumn utan rubrik: {part.in_words}")
    return found


@dataclass
class Log:
    """The journey as a text that a stranger can follow; it is on the disk up to where it has come."""

    file: Path
    _chapter: int = field(default=0, init=False)

    def head(self, text: str) -> None:
        """What the text is."""
        self.file.write_text(f"{text}\n", encoding="utf-8")

    def chapter(self, title: str) -> None:
        """A part of the journey begins."""
        self._chapter += 1
        self._add(f"\n{self._chapter}. {title}\n")

    def does(self, what: str) -> None:
        """What the user does."""
        self._add(f"  ▸ {what}\n")

    def hears(self, what: str) -> None:
        """What the screen reader says of itself."""
        self._add(f"      {what}\n")

    def _add(self, text: str) -> None:
        with self.file.open("a", encoding="utf-8") as out:
            out.write(text)


class ScreenReader:
    """What she can ask for. Everything waits until it is so, and fails when it never is."""

    def __init__(self, process: "subprocess.Popen[str]", log: Log) -> None:
        self._process, self.log = process, log
        self.said: list[str] = []
        """Every announcement there has been, in order."""
        self.been_at: list[str] = []
        """The name of everything that has had the focus, in order."""
        self._seen: list[Part] = []

    # Reading

    def look(self) -> list[Part]:
        """Everything there is to read just now."""
        self._seen = [_part(told) for told in self._ask("look")]
        self.listen()
        return self._seen

    def listen(self) -> None:
        """Take in what has been said since the last time."""
        for event in self._ask("heard"):
            if event["event"] == "said":
                self.said.append(event["text"])
                self.log.hears(f"meddelas: ”{event['text']}”")
            elif event["event"] == "window":
                self.log.hears(f"fönster: ”{event['text']}”")
            else:
                part = _part(event["part"])
                self.been_at.append(part.name)
                self.log.hears(f"fokus: {part.in_words}")

    def read(self, title: str) -> list[Part]:
        """Wait for the window, or the card in it, of that title; then read the window through and write it down.

        What cannot be understood by listening alone ends the journey.
        """
        parts: list[Part] = []

        def is_there() -> bool:
            nonlocal parts
            parts = self.look()
            named = any(part.role in _FRAMES and part.name.startswith(title) for part in parts)
            return named and any("focused" in part.states for part in parts)

        self.until(is_there, f"”{title}” kom inte på skärmen, eller inget där fick fokus")
        self.log.does(f"läser hela ”{title}”")
        for part in parts:
            if part.depth and (part.name or part.text or part.columns):
                self.log.hears(part.in_words)
        found = faults(parts)
        assert not found, "\n".join([title, *found])
        return parts

    def wait_said(self, words: str, after: int) -> None:
        """Wait until an announcement with ``words`` in it has come; ``after`` is how many there were before."""

        def is_said() -> bool:
            self.listen()
            return any(words in said for said in self.said[after:])

        self.until(is_said, f"ingen sade ”{words}”")

    # Doing

    def press(self, name: str) -> None:
        """Press the button of that name."""
        button = self._find(name, lambda part: part.role in _BUTTONS)
        self.log.does(f"trycker på {button.in_words}")
        self._do("act", button, action="Press" if "Press" in button.actions else "Toggle")

    def write(self, name: str, text: str) -> None:
        """Go to the field of that name, write in it, and hear that it stands there."""
        line = self._find(name, lambda part: part.is_field)
        self._go_to(line)
        self.log.does(f"skriver i {line.in_words}: ”{'•' * len(text) if line.is_hidden else text}”")
        self._do("write", line, text=text)
        self._until(line, lambda now: len(now.text) == len(text) if line.is_hidden else now.text == text)

    def go_to(self, name: str) -> None:
        """Put the focus on what has that name."""
        self._go_to(self._find(name, lambda part: "focusable" in part.states))

    def keys(self, *names: str) -> None:
        """Press keys of the keyboard together, as "Alt" and "Down"; they go to whatever has the focus."""
        self.log.does(f"trycker {' '.join(names)}")
        assert self._ask("keys", codes=[_KEY_CODES[name] for name in names])

    @staticmethod
    def until(done: Callable[[], bool], otherwise: str) -> None:
        """Wait until ``done``."""
        deadline = time.monotonic() + _PATIENCE
        while not done():
            assert time.monotonic() < deadline, otherwise
            time.sleep(0.05)

    def _find(self, name: str, which: Callable[[Part], bool]) -> Part:
        """Wait for what has that name and can be used, and take the first; what was just read is not read again."""

        def is_it(part: Part) -> bool:
            return part.name == name and {"visible", "enabled"} <= set(part.states) and which(part)

        def found() -> Part | None:
            return next(filter(is_it, self._seen), None)

        if (part := found()) is not None and is_it(now := self._now(part)):
            return now
        self.until(lambda: self.look() != [] and found() is not None, f"inget här heter ”{name}”")
        part = found()
        assert part is not None
        return part

    def _now(self, part: Part) -> Part:
        """How a part is now; one that is gone has no state at all."""
        told = self._ask("part", number=part.number)
        return replace(part, states=[]) if told is None else _part(told)

    def _go_to(self, part: Part) -> None:
        if "focused" not in part.states:
            self.log.does(f"går till {part.in_words}")
            self._do("focus", part)
            self._until(part, lambda now: "focused" in now.states)

    def _until(self, part: Part, done: Callable[[Part], bool]) -> None:
        self.until(lambda: done(self._now(part)), f"hände inte: {part.in_words}")
        self.listen()

    def _do(self, what: str, part: Part, **how: object) -> None:
        assert self._ask(what, number=part.number, **how), f"{what} gick inte: {part.in_words}"

    def _ask(self, what: str, **how: object) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"ask": what, **how}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "skärmläsaren svarar inte"
        told = json.loads(answer)
        assert "answer" in told, told
        return told["answer"]


def _part(told: dict[str, Any]) -> Part:
    assert told.keys() <= {one.name for one in fields(Part)}
    return Part(**told)
