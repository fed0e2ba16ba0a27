"""GetCareContacts: what has been held. Ours goes back to the contact log or the visits it came from.

What others have held is a visit, also when it was a call: the contact log tells what the user here has done herself,
and is counted as that.
"""

from collections.abc import Iterator
from datetime import time
from typing import TYPE_CHECKING, Any

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact_log import ContactLogEntry, LogForm
from coordinator.take_in.drafting import Draft
from coordinator.take_in.rivta.elements import child, moment, said, text
from coordinator.take_in.rivta.row import Row

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LONGEST = 1440
_LOG_FORMS = {"1": LogForm.VISIT, "2": LogForm.PHONE_OUT, "5": LogForm.MEETING}
_FORMS = {"1": AppointmentForm.VISIT, "2": AppointmentForm.PHONE}


def care_contact(row: Row) -> Iterator[Draft]:
    """One contact; our log is marked as nothing that the patient has been shown."""
    body = child(row.element, "careContactBody")
    if row.is_ours and not row.for_patient:
        yield _call(row, body)
    else:
        yield _visit(row, body)


def _call(row: Row, body: "Element | None") -> Draft:
    """A line of the log. The code is coarser than its form, which is taken from it only when the line is new."""
    values = {
        "at": moment(text(body, "careContactTimePeriod", "start")),
        "minutes": _minutes(body),
        "what": text(body, "careContactReason"),
        "by": row.by,
    }
    return row.draft(ContactLogEntry, values, {"form": _LOG_FORMS.get(_code(body), LogForm.VISIT)})


def _visit(row: Row, body: "Element | None") -> Draft:
    start = moment(text(body, "careContactTimePeriod", "start"))
    at = start.time() if start else None
    told = said(body, "careContactStatus")
    status = next((one for one in AppointmentStatus if one.label.casefold() == told.casefold()), None)
    values: dict[str, Any] = {
        "day": start.date() if start else None,
        "starts": at if at != time(0) else None,  # the contract asks for an hour also where none is known
        "minutes": _minutes(body),
        "what": text(body, "careContactReason"),
        "status": status,
    }
    place = text(body, "careContactOrgUnit", "orgUnitName")
    assumed: dict[str, Any] = {"form": _FORMS.get(_code(body), AppointmentForm.VISIT)}
    assumed |= {"with_whom": ", ".join(filter(None, ("" if row.is_ours else row.by, place)))}
    return row.draft(Appointment, values, assumed | {"status": AppointmentStatus.FULFILLED})


def _code(body: "Element | None") -> str:
    return text(body, "careContactCode", "code")


def _minutes(body: "Element | None") -> int | None:
    start, end = (moment(text(body, "careContactTimePeriod", name)) for name in ("start", "end"))
    long = int((end - start).total_seconds()) // 60 if start and end else 0
    return long if 0 < long <= _LONGEST else None
