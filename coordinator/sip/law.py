"""The legal references that SIP rests on, each with its source and whether somebody has checked it against the law."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.sip.texts import sip_texts


@dataclass(frozen=True)
class LegalReference:
    """One reference. ``text`` names a paragraph only where it is verified, and the law alone where it is not."""

    key: str
    text: str
    source: str
    verified: bool


def references() -> list[LegalReference]:
    """Every reference, in the order of the file."""
    return [LegalReference(**one) for one in sip_texts()["references"]]


def cited(keys: Sequence[str]) -> str:
    """The references in a sentence; of what nobody has checked no more than the law is said."""
    known = {one.key: one for one in references()}
    said = [
        one.text if one.verified else f"motsvarande bestämmelse i {one.text}" for one in (known[key] for key in keys)
    ]
    joined = " och ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    return f"{joined[:1].upper()}{joined[1:]}."
