"""Holding a file against the national schemas, for whoever has them in a folder; they are not part of the program."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.errors import OutputError
from coordinator.exchange.rivta.contracts import Contract

if TYPE_CHECKING:
    from lxml.etree import XMLSchema


def validated(contract: Contract, content: bytes, folder: Path) -> bytes:
    """The content, when the schema of its contract in ``folder`` or below it lets it pass; else OutputError."""
    from lxml import etree

    schema = _schema(_found(contract, folder))
    try:
        schema.assertValid(etree.fromstring(content))
    except etree.DocumentInvalid as error:
        line = re.search(r"line (\d+)\Z", str(error))  # what else it says may repeat what stands there
        place = f" (rad {line[1]})" if line else ""
        raise OutputError(
            "Filen följer inte schemat",
            f"{contract.schema} godkänner inte filen{place}. Den skrevs inte. Kontrollera att mappen har samma version "
            "som tjänstekontraktet.",
        ) from None
    return content


def _found(contract: Contract, folder: Path) -> Path:
    if not folder.is_dir():
        raise OutputError("Mappen med scheman finns inte", "Kontrollera sökvägen efter --xsd.")
    found = sorted(folder.rglob(contract.schema))
    if not found:
        raise OutputError(
            "Schemat finns inte i mappen",
            f"{contract.schema} ska ligga i mappen eller under den, bredvid sina core_components, så som i regionernas "
            "paket med tjänstekontrakt.",
        )
    return found[0]


@cache
def _schema(file: Path) -> "XMLSchema":
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.XMLSchema(etree.parse(file, parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError):
        raise OutputError(
            "Schemat går inte att läsa",
            f"{file.name} eller något som det hänvisar till är skadat eller saknas. Hämta mappen på nytt.",
        ) from None
