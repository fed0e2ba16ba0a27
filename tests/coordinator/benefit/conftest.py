"""What tests of intyg och stöd share: a stöd, a certificate, days from today, and date rules nobody can read."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.dates import use_own_rules
from tests.coordinator.conftest import PATIENT_ID, TODAY


def day(offset: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=offset)


def benefit(kind: BenefitKind = BenefitKind.CARE_ALLOWANCE, **fields: Any) -> Benefit:
    """A stöd that is to be applied for, unless the fields say more."""
    return Benefit(patient_id=PATIENT_ID, kind=kind, **fields)


def granted(kind: BenefitKind = BenefitKind.CARE_ALLOWANCE, **fields: Any) -> Benefit:
    """A stöd that was granted a year ago, without a last day unless the fields say one."""
    return benefit(kind, **{"decision": Decision.GRANTED, "decided_on": day(-365)} | fields)


def certificate(**fields: Any) -> Certificate:
    """A certificate nobody has asked for yet."""
    usual: dict[str, Any] = {"patient_id": PATIENT_ID, "title": "Läkarutlåtande"}
    return Certificate(**usual | fields)


@pytest.fixture
def unreadable_rules(tmp_path: Path) -> Iterator[None]:
    """The clinic's own date rules are in force, and nobody can read them."""
    own = tmp_path / "datumregler.json"
    own.write_text("{", encoding="utf-8")
    use_own_rules(own)
    yield
    use_own_rules(None)
