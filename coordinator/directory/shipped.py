"""The units that Hållpunkt comes with: national and European ones, the regions and the municipalities."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from coordinator.directory.unit import Unit, UnitType
from resources import FOLDER


@cache
def shipped_units() -> Sequence[Unit]:
    """All of them, by type in the order types are shown; read when first asked for."""
    order = list(UnitType)
    found = (*_centres(), *_regions(), *_kommuner())
    return tuple(sorted(found, key=lambda unit: order.index(unit.type)))


def _centres() -> Sequence[Unit]:
    return [
        Unit(
            row["key"],
            UnitType.of(row["type"]),
            row["name"],
            row["about"],
            tuple(name for name in row["also"].split("|") if name),
            row["organisation"],
            row["place"],
            row["region"],
            source=row["source"],
            checked_on=date.fromisoformat(row["checked_on"]),
            unsure=row["unsure"],
        )
        for row in _rows("directory")
    ]


def _regions() -> Sequence[Unit]:
    return [
        Unit(
            f"region-{row['code']}",
            UnitType.REGION,
            row["region"],
            f"Sjukvårdsregion {row['sjukvardsregion'].replace('/', ' eller ')}, {row['csd'].replace('|', ' eller ')}",
            (row["lan"],),
            region=row["region"],
            source=row["source"],
            checked_on=date.fromisoformat(row["checked_on"]),
            unsure=row["unsure"],
        )
        for row in _rows("regions")
    ]


def _kommuner() -> Sequence[Unit]:
    regions = {row["code"]: row for row in _rows("regions")}
    return [
        Unit(
            f"kommun-{row['code']}",
            UnitType.KOMMUN,
            row["name"],
            also=(row["kommun"], regions[row["lan_code"]]["lan"]),
            place=row["kommun"],
            region=regions[row["lan_code"]]["region"],
            source=row["source"],
            checked_on=date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("kommuner")
    ]


def _rows(name: str) -> Sequence[Mapping[str, str]]:
    text = (FOLDER / "codes" / f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]
