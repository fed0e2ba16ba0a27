"""What tests of uppmärksamhetsinformation share: rows, answers and texts, and what an action refuses."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.change import Change
from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertGroup, AlertType, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import StripField, strip
from coordinator.umi.terms import version
from tests.coordinator.conftest import PATIENT_ID, TODAY, done


def day(offset: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=offset)


def row(term: str = "Addisons sjukdom", type: AlertType = AlertType.CONDITION, **fields: Any) -> AlertInformation:
    """A row that holds; of a listed type with a term of the list."""
    given: dict[str, Any] = {"patient_id": PATIENT_ID, "valid_from": day(-400), "on_card": True}
    given |= {"list_version": version()} if type.is_listed else {}
    given |= {"ongoing": True} if type is AlertType.TREATMENT else {}
    return AlertInformation(type=type, term=term, **given | fields)


def allergy(term: str = "Bensylpenicillin", **fields: Any) -> AlertInformation:
    """Hypersensitivity to a medicine, life-threatening unless said otherwise."""
    return row(term, AlertType.SUBSTANCE, **{"severity": Severity.LIFE_THREATENING, "atc": "J01CE01"} | fields)


def historic(**fields: Any) -> AlertInformation:
    """A row that came with a file."""
    given = {"content": "Observandum: tål ej Alvedon", "valid_from": None, "on_card": False, "version": 1}
    return row("", AlertType.HISTORIC, **given | fields)


def answer(group: AlertGroup, known: Knowledge = Knowledge.NONE_KNOWN, **fields: Any) -> AlertGroupAnswer:
    """What was answered yesterday."""
    given: dict[str, Any] = {"checked_on": day(-1), "checked_by": "Anna Lind"}
    given = {} if known is Knowledge.NOT_ASKED else given
    return AlertGroupAnswer(patient_id=PATIENT_ID, about=group, known=known, **given | fields)


def text(heading: str = "Risk vid sövning", **fields: Any) -> EmergencyInformation:
    """Akutinformation as a physician gave it."""
    given: dict[str, Any] = {
        "source": "Utlåtande", "checked_on": day(-3), "checked_by": "Anna Lind", "issued_by": "Amina Wallin",
        "issued_on": day(-10),
    }  # fmt: skip
    return EmergencyInformation(patient_id=PATIENT_ID, heading=heading, **given | fields)


def field_of(record: Record, group: AlertGroup, *, on_paper: bool = False) -> StripField:
    """The field of the strip for one group."""
    return next(one for one in strip(record, on_paper=on_paper) if one.group is group)


def refused(record: Record, make: Callable[[], Change]) -> RuleError:
    """What is said of an action that cannot be done, whether it or the record says no."""
    with pytest.raises(RuleError) as said:
        done(record, make())
    return said.value
