"""Those who decide for a child, as a lane of the timeline: until she comes of age, and what is known of then.

A guardian has no power after that day and is never put there. Who acts then is a representative with a power that holds
that day, or the person herself; as long as neither is known it shows as a hole.
"""

from typing import TYPE_CHECKING

from coordinator.dates import OF_AGE, day_of
from coordinator.guardian import guardians
from coordinator.representative import LegalRepresentative
from coordinator.transition.plan import Track
from coordinator.transition.standing import SwapState
from coordinator.transition.timeline_figure import Lane

if TYPE_CHECKING:
    from coordinator.record import Record

_TITLE = "Företrädare"
_NOBODY = {
    Track.SUPPORTED: "Stöd är inte bestämt",
    Track.REPRESENTED: "Företrädare saknas",
    None: "Inte bestämt",
}


def guardian_lane(record: "Record", track: Track | None) -> Lane | None:
    """The lane; None when nobody decides for the patient as a guardian, or nobody knows until when."""
    of_age = day_of(OF_AGE, record.patient.birth_date)
    today = list(dict.fromkeys(one.name.strip() for one in guardians(record) if one.name.strip()))
    if of_age is None or not today:
        return None
    then = [one for one in record.all(LegalRepresentative) if one.holds_on(of_age)]
    if then:
        state, words = SwapState.NAMED, ", ".join(f"{one.power.label} {one.name.strip()}".strip() for one in then)
    elif track is Track.INDEPENDENT:
        state, words = SwapState.NAMED, "Bestämmer själv"
    else:
        state, words = SwapState.HOLE, _NOBODY[track]
    return Lane(None, _TITLE, None, " och ".join(today), of_age, state, words)
