"""What nobody has asked the patient, or looked up, of who she is; and what must be known in an emergency."""

from collections.abc import Iterator

from coordinator.alert import EmergencyInformation
from coordinator.documents.phrases import shortened
from coordinator.entity import Knowledge
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.person import DiagnosisState, ProtectedIdentity
from coordinator.swedish import add_months, day_in_words

_NOT_ASKED = (Knowledge.NOT_ASKED, ProtectedIdentity.NOT_ASKED, DiagnosisState.NOT_ASKED)


@finds(
    "emergency_not_asked",
    "protection_not_asked",
    "interpreter_not_asked",
    "adaptation_not_asked",
    "representative_not_asked",
    "diagnosis_not_asked",
)
def not_asked(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    patient = view.record.patient
    if getattr(patient, rule.field) in _NOT_ASKED:
        yield rule.found(entry_id=patient.id)


@finds("emergency_not_written")
def emergency_not_written(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    patient = view.record.patient
    if patient.emergency_known is Knowledge.SOME and not _emergencies(view):
        yield rule.found(entry_id=patient.id)


@finds("emergency_old")
def emergency_old(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    limit = add_months(view.today, -rule.numbers["months"])
    for one in _emergencies(view):
        if one.checked_on and one.checked_on < limit:
            words = {"what": shortened(one.heading, 60), "day": day_in_words(one.checked_on, view.today)}
            yield rule.found(words, entry_id=one.id, due=add_months(one.checked_on, rule.numbers["months"]))


def _emergencies(view: RecordView) -> list[EmergencyInformation]:
    return [one for one in view.record.all(EmergencyInformation) if one.is_current_on(view.today)]
