"""The file of settings that a clinic's IT ships: found, read, and held to account as a whole. Nobody stands in it.

It is TOML. Whatever is wrong in it is told and counts as not written; the rest holds, and no fault stops the program.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from coordinator.settings import COMPUTER_SETTINGS, LOCK_MINUTES, NO_CLINIC, SETTINGS, AnySetting, Clinic, Value

NAME = "hallpunkt.toml"
VARIABLE = "HALLPUNKT_DEFAULTS"
"""The environment variable that points out another file."""
LOCKED = "locked"
MOST = {f"{LOCK_MINUTES.key}_max": LOCK_MINUTES}
"""The keys that say how high a setting may be chosen."""
KNOWN: Mapping[str, AnySetting] = {setting.key: setting for setting in (*COMPUTER_SETTINGS, *SETTINGS)}

_KEY_LINE = r"""\s*(?:[^\[\]{}"'#=]+|"[^"]*"|'[^']*')\s*="""
_PLACE = r"at line (\d+), column (\d+)"
_MOST_BYTES = 1_000_000
_TRIES = 100
_TOO_DEEP = "Filen går inte att läsa: för mycket ligger i vartannat."


@cache
def in_force() -> Clinic:
    """What the clinic has decided on this computer; read once, when it is first asked for."""
    file = defaults_file()
    return read_defaults(file) if file is not None else NO_CLINIC


def defaults_file() -> Path | None:
    """The file that counts: the one pointed out, be it there or not, else the first there is."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return Path(given)
    return next((file for file in _places() if _is_file(file)), None)


def _places() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("PROGRAMDATA") or r"C:\ProgramData", "Hallpunkt", NAME)
    elif sys.platform == "darwin":
        yield Path("/Library/Application Support/Hallpunkt", NAME)
    else:
        yield Path("/etc/hallpunkt", NAME)
        for folder in (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":"):
            if folder:
                yield Path(folder, "hallpunkt", NAME)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return True  # it cannot be looked at: reading it says why


def read_defaults(file: Path) -> Clinic:
    """What stands in ``file``, as far as it is right, and every fault at once."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return Clinic(file, faults=("Filen är för stor för att vara en inställningsfil.",))
        content = file.read_bytes()
    except FileNotFoundError:
        return Clinic(file, faults=("Filen finns inte.",))
    except OSError:
        return Clinic(file, faults=("Filen kan inte läsas. Kontrollera att alla användare får läsa den.",))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Clinic(file, faults=(f"Rad {line}: tecknen är inte UTF-8. Spara om filen i UTF-8.",))
    reading = _Reading(text)
    reading.read()
    told = tuple(what for _, what in sorted(reading.faults, key=itemgetter(0)))
    return Clinic(file, reading.values, frozenset(reading.locked), reading.most, told)


class _Reading:
    """A file as it is read; ``faults`` each with its line, 0 when it is about the whole."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values: dict[str, Value] = {}
        self.locked: list[str] = []
        self.most: dict[str, int] = {}
        self.faults: list[tuple[int, str]] = []
        self.wrong: set[str] = set()

    def read(self) -> None:
        try:
            said = dict(_flat(self._parsed()))
        except RecursionError:
            self._fault(0, _TOO_DEEP)
            return
        locked = said.pop(LOCKED, [])
        for key, value in said.items():
            self._take(key, value)
        self._hold_to_most()
        self._take_locked(locked)

    def _parsed(self) -> Mapping[str, Any]:
        """The file, without the lines that are no TOML. A heading is never passed over: what is below it is of it."""
        import tomllib  # only where there is a file

        lines, place = self.text.split("\n"), 0
        for _ in range(_TRIES):
            try:
                return tomllib.loads("\n".join(lines))
            except tomllib.TOMLDecodeError as error:
                found = re.search(_PLACE, str(error))
                place = int(found[1]) if found else len(lines)
                line = lines[place - 1]
                self._fault(place, _syntax(line, str(error)))
                if found is None or not re.match(_KEY_LINE, line):
                    break
                lines[place - 1] = ""
            except RecursionError:
                self._fault(0, _TOO_DEEP)
                break
            except ValueError:  # TOML has no longest number, but Python has
                self._fault(0, "Filen går inte att läsa: ett tal är för långt.")
                break
        self._fault(place, "Inget i filen gäller förrän felet är rättat.")
        return {}

    def _take(self, key: str, value: object) -> None:
        setting = KNOWN.get(key) or MOST.get(key)
        if setting is None:
            self._fault_at(key, _unknown(key))
        elif setting.folder and isinstance(value, str) and value:
            self._take_folder(setting, value)
        elif not setting.takes(value):
            self._fault_at(key, allowed(setting))
        elif key in MOST and type(value) is int:
            self.most[setting.key] = value
        elif isinstance(value, (bool, int, str)):
            self.values[key] = value

    def _take_folder(self, setting: AnySetting, said: str) -> None:
        if not setting.takes(said):
            self._fault_at(setting.key, allowed(setting))
            return
        path = os.path.expandvars(_from_home(said))
        if not setting.takes(path) or not (PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()):
            self._fault_at(setting.key, allowed(setting))
        else:
            self.values[setting.key] = path

    def _take_locked(self, said: object) -> None:
        keys = said if isinstance(said, list) else [said]
        if not isinstance(said, list) or not all(isinstance(key, str) for key in keys):
            self._fault_at(LOCKED, f'skriv en lista med nycklar, till exempel {LOCKED} = ["{LOCK_MINUTES.key}"]')
        for key in keys:
            if not isinstance(key, str):
                continue
            if key not in KNOWN:
                self._fault_at(LOCKED, f'"{key}" är en {_unknown(key)}')
            elif key not in self.wrong:  # a value that is wrong is not to be the only one there is
                self.locked.append(key)

    def _hold_to_most(self) -> None:
        for key, setting in MOST.items():
            value, most = self.values.get(setting.key), self.most.get(setting.key)
            if isinstance(value, int) and most is not None and value > most:
                self._fault_at(setting.key, f"{value} är mer än {key}, som är {most}")
                del self.values[setting.key]

    def _fault_at(self, key: str, what: str) -> None:
        self.wrong.add(key)
        line = line_of(self.text, key)
        self._fault(line, f"{key}: {what}{'' if what.endswith('?') else '.'}")

    def _fault(self, line: int, what: str) -> None:
        self.faults.append((line, f"Rad {line}: {what}" if line else what))


def _from_home(said: str) -> str:
    """A folder that begins with ~, for whoever has started the program; as it is written for one who has no home."""
    try:
        return str(Path(said).expanduser()) if said.startswith("~") else said
    except RuntimeError:
        return said


def _flat(said: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """The values under their whole keys; a heading with nothing below it is told as a value, so that it is held too."""
    for name, value in said.items():
        key = f"{before}{name}"
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{key}.")
        elif not (isinstance(value, dict) and any(known.startswith(f"{key}.") for known in (*KNOWN, *MOST))):
            yield key, value


def allowed(setting: AnySetting) -> str:
    """What may be written for a setting."""
    if setting.folder:
        return "skriv mappens hela sökväg inom enkla citattecken, till exempel '/mnt/kopior' eller 'H:\\Kopior'"
    if setting.choices:
        return f"skriv {_listed([_as_toml(value) for value, _ in setting.choices])}"
    if isinstance(setting.default, bool):
        return "skriv true eller false, utan citattecken"
    if isinstance(setting.default, str):
        return (
            f'skriv en text inom citattecken, som "{setting.example}"' if setting.example else "skriv en text på en rad"
        )
    return f"skriv ett heltal från {setting.low} till {setting.high}, utan citattecken"


def _as_toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value}"'


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} eller {words[-1]}"


def _unknown(key: str) -> str:
    from difflib import get_close_matches  # only for a file with a fault

    known = (*KNOWN, *MOST)
    if key.rpartition(".")[2] == LOCKED:
        return f"{LOCKED} ska stå överst i filen, ovanför den första rubriken"
    near = get_close_matches(key, known, 1) or get_close_matches(
        key.rpartition(".")[2], [one.rpartition(".")[2] for one in known], 1, 0.8
    )
    if near:
        return f"okänd nyckel. Menade du {next(one for one in known if one.endswith(near[0]))}?"
    return f"okänd nyckel. De som finns är {', '.join(known)}"


def _syntax(line: str, said: str) -> str:
    """What is wrong with a line that is no TOML. Nothing of it is repeated."""
    if "overwrite" in said or "twice" in said or "mutate" in said or "redefine" in said:
        return "det här står redan längre upp i filen. Ta bort det ena."
    if "\\" in line and '"' in line:
        return r"sökvägar med \ skrivs inom enkla citattecken: folder = 'H:\Kopior'."
    if line.lstrip().startswith("["):
        return "en rubrik skrivs [namn] på en egen rad."
    return "raden går inte att läsa. Den skrivs nyckel = värde, med text inom citattecken och kommentar efter #."


def line_of(text: str, key: str) -> int:
    """The line on which ``key`` stands; that of its heading when only that is there; 0 when it is not found."""
    heading, nearest = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = re.sub(r"[\s\"']", "", line.partition("#")[0])
        if bare.startswith("["):
            heading = bare.strip("[]") + "."
            nearest = number if f"{key}.".startswith(heading) else nearest
        elif "=" in bare and f"{heading}{bare.partition('=')[0]}" == key:
            return number
    return nearest
