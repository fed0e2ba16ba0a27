"""GetCarePlans: the kind of plan, its day, and its text.

The contract has the plan as running text, and no field for goals or insatser. The text of a plan that is new here goes
under *Min hälsa i korthet*, whole, to be sorted by whoever takes it in; against one that already stands here it says
nothing.
"""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from coordinator.careplan import CarePlan, PlanStatus, PlanType
from coordinator.documents.transition_plan import TITLE as TRANSITION_TITLE
from coordinator.exchange.rivta.care_plans import DRAFT, ENDED, REPLACED
from coordinator.take_in.drafting import Draft
from coordinator.take_in.rivta.elements import child, children, day, text
from coordinator.take_in.rivta.row import Row

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STATES = {DRAFT: PlanStatus.DRAFT, REPLACED: PlanStatus.REPLACED, ENDED: PlanStatus.ENDED}


def care_plan(row: Row) -> Iterator[Draft]:
    """The plan; of our own transition plan only that it is there, as its text is no care plan."""
    title = text(row.header, "documentTitle")
    body = child(row.element, "carePlanBody")
    stored = text(body, "typeOfCarePlanEnum")
    kind = next((one for one in PlanType if one.stored == stored), None)
    if row.is_ours and title == TRANSITION_TITLE:
        row.unread.add(TRANSITION_TITLE, "står bara som text i filen")
        return
    said: dict[str, Any] = {
        "plan_type": kind,
        "status": _state(title) if row.is_ours else None,
        "established_on": day(text(row.header, "documentTime")),
        "approved_by": "" if row.is_ours else row.by,
    }
    written = "\n".join(filter(None, ("" if row.is_ours or kind else title, *_texts(row, body))))
    draft = row.draft(CarePlan, said, {"health_in_short": written.strip()})
    is_sip = row.is_ours and kind is PlanType.SIP and not title.startswith(PlanType.SIP.label)
    # Our SIP is an entry of another kind: as text it is a plan beside it, and not that entry.
    yield replace(draft, id=uuid5(row.patient_id, f"sip {draft.id}")) if is_sip else draft


def _state(title: str) -> PlanStatus:
    """Our titles say the state last, in brackets; one that says none holds."""
    return _STATES.get(title.rpartition(" (")[2].removesuffix(")"), PlanStatus.CURRENT)


def _texts(row: Row, body: "Element | None") -> Iterator[str]:
    for content in children(body, "content"):
        if text(content, "mediaType") != "text/plain" or not text(content, "value"):
            row.unread.add("bilagor", "är inte text som går att läsa in (till exempel PDF eller bild)")
            continue
        try:
            yield b64decode(text(content, "value"), validate=True).decode("utf-8").replace("\r\n", "\n")
        except (Error, ValueError):
            row.unread.add("texter", "går inte att läsa (inte base64, eller inte UTF-8)")
