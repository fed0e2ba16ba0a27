"""The assistive devices: that each was serviced when it should have been."""

from collections.abc import Iterator
from datetime import date

from coordinator.device import AssistiveDevice
from coordinator.documents.phrases import shortened
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.swedish import add_months, day_in_words, how_late


@finds("device_service_late")
def device_service_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    dated = ((_service_day(one), one) for one in view.record.all(AssistiveDevice) if one.is_in_use)
    for day, one in sorted(((day, one) for day, one in dated if day and day < view.today), key=lambda found: found[0]):
        words = {"what": shortened(one.name), "day": day_in_words(day, view.today), "late": how_late(day, view.today)}
        yield rule.found(words, contact_id=one.contact_id, entry_id=one.id, due=day)


def _service_day(one: AssistiveDevice) -> date | None:
    """The day that is written; when there is none, the one that follows from the last service."""
    if one.next_service or not (one.last_service and one.service_months):
        return one.next_service
    in_calendar = one.last_service.year + one.service_months // 12 < date.max.year
    return add_months(one.last_service, one.service_months) if in_calendar else None
