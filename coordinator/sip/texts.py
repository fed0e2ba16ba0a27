"""The words that SIP takes from the resources: legal references, agendas, what letters say."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from coordinator.sip.meeting import SipMeetingKind


@cache
def sip_texts() -> dict[str, Any]:
    """All of them, as they stand in the file."""
    found: dict[str, Any] = json.loads((files("resources") / "texts" / "sip.json").read_text(encoding="utf-8"))
    return found


def usual_agenda(kind: SipMeetingKind) -> list[str]:
    """The points of a meeting of that kind, when nobody has written others."""
    return list(sip_texts()["agenda"][kind.stored])
