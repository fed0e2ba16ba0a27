"""What the tests of the RIV-TA files share: a record with senders, the file of it, and ways to find things in it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from coordinator.entity import Entity
from coordinator.exchange.rivta.care_plans import ToPdf
from coordinator.exchange.rivta.contracts import Contract
from coordinator.exchange.rivta.rivta_file import RivtaFile, rivta_file
from coordinator.record import Record
from coordinator.settings import OWN_HSA_ID, PROVIDER_HSA_ID, SYSTEM_HSA_ID, UNIT_HSA_ID, Settings
from tests.coordinator.exchange.fhir.reading import record as bare

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "rivta-xsd"
needs_schemas = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the national schemas lie beside the project, and not in it"
)
UNIT, PROVIDER, OWN, SYSTEM = "SE2321000016-1A2B", "SE2321000016-106J", "SE2321000016-9XYZ", "SE2321000016-7KLM"
SENT = Settings({UNIT_HSA_ID.key: UNIT, PROVIDER_HSA_ID.key: PROVIDER, OWN_HSA_ID.key: OWN, SYSTEM_HSA_ID.key: SYSTEM})


def record(*entries: Entity, **facts: Any) -> Record:
    """A record with these entries, and Maja unless another patient is among them; the senders are known."""
    return replace(bare(*entries, **facts), settings=SENT)


def answer(contract: Contract, *entries: Entity, to_pdf: ToPdf | None = None, **facts: Any) -> RivtaFile:
    return rivta_file(record(*entries, **facts), contract.outgoing, to_pdf=to_pdf)


def listed(contract: Contract, made: RivtaFile) -> "list[Element]":
    """What the answer lists."""
    return [one for one in etree.fromstring(made.content) if one.tag == f"{{{contract.namespace}}}{contract.listed}"]


def text(contract: Contract, within: "Element", path: str) -> str:
    """The text at a path of names; empty when nothing is there."""
    found = within.find("/".join(f"{{{contract.core}}}{name}" for name in path.split("/")))
    return "" if found is None else found.text or ""


def texts(contract: Contract, within: "Element", name: str) -> list[str]:
    return [found.text or "" for found in within.iter(f"{{{contract.core}}}{name}")]


def has(contract: Contract, within: "Element", name: str) -> bool:
    return next(within.iter(f"{{{contract.core}}}{name}"), None) is not None


@cache
def by_lxml(contract: Contract) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(next(FOLDER.rglob(contract.schema))))


@cache
def by_xmlschema(contract: Contract) -> Any:
    import xmlschema

    return xmlschema.XMLSchema(str(next(FOLDER.rglob(contract.schema))))


def broken(contract: Contract, content: bytes, *, twice: bool = True) -> Iterator[str]:
    """What the schema says is wrong: as lxml reads it, and as a second reader does."""
    schema = by_lxml(contract)
    if not schema.validate(etree.fromstring(content)):
        yield f"lxml: {schema.error_log}"
    if twice:
        yield from (f"xmlschema: {error}" for error in by_xmlschema(contract).iter_errors(BytesIO(content)))
