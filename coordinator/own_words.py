"""Writing *Om mig*: the first words begin it, and every later wording is of the same one."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coordinator.about_me import AboutMe
from coordinator.change import Add, Change, Edit
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record


def written_about_me(record: "Record") -> AboutMe | None:
    """The one that is begun, also when every heading in it is empty again; None when nobody has written any."""
    return next(iter(record.all(AboutMe)), None)


def write_about_me(record: "Record", /, **fields: Any) -> Change:
    """New words in *Om mig*. With the first ones it begins, dated today.

    RuleError when there is nothing in what it would begin with.
    """
    begun = written_about_me(record)
    if begun is not None:
        return Change("Om mig har ändrats", (Edit(replace(begun, **fields)),))
    if not any(isinstance(value, str) and value.strip() for value in fields.values()):
        raise RuleError("Inget är skrivet än", "Skriv under någon av rubrikerna först.")
    first = AboutMe(patient_id=record.patient_id, **{"written_on": record.today} | fields)
    return Change("Om mig påbörjad", (Add(first),))
