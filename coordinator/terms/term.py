"""One term of a code list: its code, the names it is found by, and what it becomes when somebody chooses it."""

import re
from dataclasses import dataclass

from coordinator.entity import Coding
from coordinator.swedish import MONTHS

ORPHA = "http://www.orpha.net"
ICD_10_SE = "https://www.icd10.se/"
SNOMED_CT = "http://snomed.info/sct"
OWN = ""
"""The system of a name that the clinic added without a code: chosen, it is free text."""
TO_CHECK = "förslag, kontrollera"
"""Stands beside every suggested code: the lists do not agree code by code, so a human has to choose."""
UNDIAGNOSED = "616874"
"""The ORPHA code for a rare disorder without a diagnosis after full investigation."""

_ICD_FORM = re.compile(r"[A-Z][0-9]{2}(?:\.?[0-9A-Z-]{1,3})?", re.ASCII)
_ORPHA_FORM = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)  # there are tens of thousands
class Term:
    """A code with its names. ``name`` is the list's own, ``swedish`` names that we or the clinic have added to it.

    ``retired_in`` is the release from which on the code is no longer there, empty while it is. ``moved_to`` is the code
    that came in its place, where the list says so. ``level``, ``parent``, ``valid_from`` and ``never_main`` (it may not
    be a main diagnosis) are as the list has them, and only some lists have them.
    """

    code: str
    system: str
    name: str
    synonyms: tuple[str, ...] = ()
    swedish: tuple[str, ...] = ()
    release: str = ""
    suggestions: tuple[str, ...] = ()
    retired_in: str = ""
    moved_to: str = ""
    level: str = ""
    parent: str = ""
    valid_from: str = ""
    never_main: bool = False

    @property
    def key(self) -> str:
        """The code as codes are compared, see `code_key`."""
        return self.code.replace(".", "")

    @property
    def display(self) -> str:
        """The name that is shown: Swedish where there is one."""
        return self.swedish[0] if self.swedish else self.name

    @property
    def other_names(self) -> tuple[str, ...]:
        """Every other name it has."""
        every = dict.fromkeys((*self.swedish, self.name, *self.synonyms))
        return tuple(name for name in every if name and name != self.display)

    @property
    def written_code(self) -> str:
        """The code as it is written among codes of other lists: "ORPHA:778", "G71.0A"."""
        return f"ORPHA:{self.code}" if self.system == ORPHA else self.code

    @property
    def remark(self) -> str:
        """What somebody about to choose it must know; empty when there is nothing."""
        said = []
        if self.retired_in:
            said.append(f"Koden finns inte längre i utgåvan {release_in_words(self.retired_in)}.")
        if self.moved_to:
            said.append(f"I stället: {'ORPHA:' if self.system == ORPHA else ''}{self.moved_to}.")
        if self.never_main:
            said.append("Kan inte vara huvuddiagnos.")
        return " ".join(said)

    def coding(self, typed: str = "") -> Coding:
        """What the record keeps when the term is chosen: all of it, so that a code that is retired later still reads.

        typed: the words it was found by, when they are worth keeping.
        """
        if self.system == OWN:
            return free_text(typed or self.display)
        return Coding(
            code=self.code,
            system=self.system,
            system_version=self.release,
            display=self.display,
            original_text=" ".join(typed.split()),
        )


def free_text(text: str) -> Coding:
    """Words without any code. They are always allowed."""
    return Coding(original_text=" ".join(text.split()))


def code_key(text: str) -> str:
    """``text`` as codes are compared: "ORPHA:778" and "778" are one code, "g71.0a" and "G710A" another."""
    bare = re.sub(r"[\s.]+", "", text).upper()
    return re.sub(r"\AORPHA(?:NET)?[:_-]?(?=[0-9])", "", bare)


def system_of(code: str) -> str:
    """Which list a code is of, to judge from its form; `OWN` for none that we know."""
    if _ORPHA_FORM.fullmatch(code):
        return ORPHA
    return ICD_10_SE if is_icd_code(code) else OWN


def is_icd_code(text: str) -> bool:
    """Whether ``text`` has the form of an ICD-10-SE code, with or without the full stop."""
    return _ICD_FORM.fullmatch(text) is not None


def with_stop(code: str) -> str:
    """An ICD-10-SE code with the full stop after the third sign, where more follows: "A083A" as "A08.3A"."""
    bare = code.replace(".", "")
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def release_in_words(release: str) -> str:
    """ "2025-12" as "december 2025"; a year by itself is as it is."""
    year, _, month = release.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year
