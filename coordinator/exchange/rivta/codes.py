"""The national OIDs, and codes, ids and words in the shape the contracts ask for.

A code stands with its list and its name, or words stand alone in ``originalText``: never both (the descriptions of the
contracts say so, the schemas do not).
"""

import re
from uuid import UUID

from coordinator.exchange.rivta.writing import Values
from coordinator.identity import IdentityType
from coordinator.settings import UNIT_HSA_ID

PERSONNUMMER = "1.2.752.129.2.1.3.1"
SAMORDNINGSNUMMER = "1.2.752.129.2.1.3.3"
RESERVNUMMER = "1.2.752.74.9.1"
"""Nationellt reservnummer, as Inera's descriptions of contracts have it. A region's own has another, or none."""
HSA_ID = "1.2.752.129.2.1.4.1"
LOCAL_ID = "1.2.752.129.2.1.2.1"
"""The root of what has no national id: the HSA-id of the system it comes from, a colon, and the id it has there."""
ICD_10_SE = "1.2.752.116.1.1.1"
ICD_10_SE_BEFORE = ("1.2.752.116.1.1.1.1.8", "1.2.752.116.1.1.1.1.3")
"""What other systems have called the same list."""
SNOMED_CT_SE = "1.2.752.116.2.1.1"
ATC = "1.2.752.129.2.2.3.1.1"
NPL = "1.2.752.129.2.1.5.1"
CONTACT_KIND = "1.2.752.129.2.2.2.25"
"""KV Vårdkontakttyp: the description of GetCareContacts 3.0 names this OID, and the schema its five codes."""

PERSON_NUMBERS = {IdentityType.PERSONNUMMER: PERSONNUMMER, IdentityType.SAMORDNINGSNUMMER: SAMORDNINGSNUMMER}
_NATIONAL_RESERVE = re.compile(r"9\d{7}[A-Z]{2}\d{2}", re.ASCII)


def coded(system: str, code: str, name: str, *, called: str = "") -> Values:
    """A code of a list with an OID; nothing without a code. called: what the list is called."""
    if not code.strip():
        return {}
    return {"code": code.strip(), "codeSystem": system, "codeSystemName": called, "displayName": name.strip() or code}


def words(text: str) -> Values:
    """What has no code, or one of a list without an OID."""
    return {"originalText": text}


def hsa(number: str) -> Values:
    """An HSA-id."""
    return {"root": HSA_ID, "extension": number}


def local(system: str, entry_id: UUID, part: str = "") -> Values:
    """What is known here alone. part: what it is of the entry, when it is not the whole."""
    return {"root": LOCAL_ID, "extension": f"{system}:{entry_id}" + (f"/{part}" if part else "")}


def is_hsa_id(text: str) -> bool:
    """Whether ``text`` has the form of an HSA-id."""
    return re.fullmatch(UNIT_HSA_ID.pattern, text) is not None


def is_national_reserve(number: str) -> bool:
    """Whether a reservnummer is the national one, which alone has an OID that every region knows."""
    return _NATIONAL_RESERVE.fullmatch(number) is not None
