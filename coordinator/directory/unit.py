"""A unit in the directory (*Katalog*): what it is, where the facts are from, and how it fills a contact."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from coordinator.contact import ContactCategory, Huvudman
from coordinator.entity import Code
from coordinator.swedish import folded
from coordinator.workplace import workplace
from resources import FOLDER


class UnitType(Code):
    """What kind of unit it is, in the order they are shown."""

    OTHER = ("other", "Annan enhet")
    CSD = ("csd", "Centrum för sällsynta diagnoser (CSD)")
    ERN = ("ern", "Europeiskt referensnätverk (ERN)")
    NHV = ("nhv", "Nationell högspecialiserad vård (NHV)")
    EXPERT_TEAM = ("expert_team", "Expertteam")
    CF = ("cf", "CF-centrum")
    DENTAL_CENTRE = ("dental_centre", "Odontologiskt kunskapscentrum")
    SMO = ("smo", "Samordnat medicinskt omhändertagande (SMO)")
    PRIMO = ("primo", "Primo")
    COMPETENCE_CENTRE = ("competence_centre", "Kompetenscentrum")
    REGION = ("region", "Region")
    KOMMUN = ("kommun", "Kommun")


@dataclass(frozen=True)
class TypeFacts:
    """What is true of every unit of a type: ``sign`` is the fact that bites in a few words, ``fact`` all of it."""

    category: ContactCategory | None
    huvudman: Huvudman | None
    sign: str
    fact: str


@dataclass(frozen=True)
class Unit:
    """One unit. ``key`` stays the same in every release and at every clinic.

    unsure: what of it nobody has confirmed, in a word. own: the clinic has written it; ``original`` is then what
    Hållpunkt came with, when it stands in that one's place.
    """

    key: str
    type: UnitType
    name: str = field(repr=False)
    about: str = field(default="", repr=False)
    also: tuple[str, ...] = field(default=(), repr=False)
    organisation: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    region: str = field(default="", repr=False)
    category: ContactCategory | None = None
    phone: str = field(default="", repr=False)
    phone_hours: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    checked_on: date | None = None
    unsure: str = ""
    own: bool = False
    hidden: bool = False
    original: "Unit | None" = field(default=None, repr=False)

    @property
    def sign(self) -> str:
        """The fact that bites, in a few words; mostly empty."""
        return facts_of(self.type).sign

    @property
    def searched(self) -> str:
        """All that it is found by, its name first."""
        parts = (self.name, *self.also, self.about, self.organisation, self.place, self.region, self.type.label)
        return " ".join(part for part in parts if part)


def warnings_of(unit: Unit) -> tuple[str, ...]:
    """What one is to know before using the unit, in whole sentences."""
    said = (facts_of(unit.type).fact, _read()["unsure"].get(unit.unsure, ""))
    return tuple(text for text in said if text)


def contact_of(unit: Unit) -> dict[str, Any]:
    """The fields of `Contact` that the unit fills; what it does not know is left out."""
    facts = facts_of(unit.type)
    known = workplace(f"{unit.name} {unit.organisation}")
    category = unit.category or facts.category or (known.category if known else None)
    within = unit.organisation.strip()
    fields: dict[str, Any] = {
        "category": category or ContactCategory.SPECIALIST,
        "organisation": within or unit.name,
        "unit": unit.name if within else "",
        "place": unit.place,
        "region": unit.region,
        "huvudman": facts.huvudman,
        "responsible_for": unit.about,
        "phone": unit.phone,
        "phone_hours": unit.phone_hours,
        "note": unit.note,
        "source": f"Katalogen, {unit.source}" if unit.source else "Katalogen",
        "checked_on": unit.checked_on,
    }
    return {name: value for name, value in fields.items() if value not in ("", None)}


def sign_for(*texts: str) -> str:
    """What to know, in a few words, of whoever the ``texts`` name, wherever they are from; mostly empty."""
    said = f" {' '.join(folded(text) for text in texts)} ".replace("-", " ").replace(",", " ")
    for known in _read()["types"].values():
        if any(f" {folded(name)} " in said for name in known.get("named", ())):
            return str(known["sign"])
    return ""


@cache
def facts_of(type: UnitType) -> TypeFacts:
    """The facts of a type, from the data."""
    said: Mapping[str, Any] = _read()["types"][type.stored]
    return TypeFacts(
        ContactCategory.of(said["category"]) if said["category"] else None,
        Huvudman.of(said["huvudman"]) if said["huvudman"] else None,
        said["sign"],
        said["fact"],
    )


@cache
def _read() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((FOLDER / "codes" / "directory_types.json").read_text(encoding="utf-8"))
    return found
