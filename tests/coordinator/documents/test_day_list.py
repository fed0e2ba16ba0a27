"""The day's list on paper: initials, year and kinds of things; never a name, a number, a unit or anybody's words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.blocks import Heading, Note, Table
from coordinator.document import Document, texts
from coordinator.documents.day_list import day_list_document
from coordinator.documents.initials import initials_of
from coordinator.entity import new_id
from coordinator.page import Page
from coordinator.today.day import Asked, Day, DayLine, Part
from coordinator.today.finding import matters
from coordinator.today.matter import Matter, MatterKind, stored
from tests.conftest import NOW
from tests.coordinator.conftest import TODAY
from tests.coordinator.today.conftest import practice_records

ID = new_id()
ASKED = Asked(TODAY)
RING = Matter(
    f"reminder:{ID}", MatterKind.REMINDER, "Ring Alvas mormor", "Ali på Lundaskolan", "Se", Page.REMINDERS, day=TODAY
)  # fmt: skip
FOLLOW_UP = Matter(
    f"sip:{ID}", MatterKind.SIP, "Följ upp SIP", "Leds av Ekskolan", "Följ upp", Page.SIP, day=date(2026, 11, 13)
)  # fmt: skip
LATER = replace(RING, key=f"referral:{ID}", day=date(2026, 12, 24))


def line(part: Part, one: Matter, **fields: Any) -> DayLine:
    known: dict[str, Any] = {
        "name": "Alva Testsson", "sorted_name": "Testsson, Alva", "number": "20091224-2385",
        "birth_date": date(2009, 12, 24), "protected": False,
    }  # fmt: skip
    return DayLine(part, matter=stored(ID, one), **known | fields)


def day_of(*lines: DayLine, **fields: Any) -> Day:
    parts = {part: sum(one.part is part for one in lines) for part in Part}
    known: dict[str, Any] = {
        "kinds": {}, "late": 0, "waiting": 0, "ends": 0, "in_all": len(lines), "patients": 1, "to_journal": 0,
        "stale": 0,
    }  # fmt: skip
    return Day(lines=list(lines), **{"parts": parts} | known | fields)


def paper(day: Day, asked: Asked = ASKED) -> Document:
    return day_list_document(day, asked, NOW)


LINES = (line(Part.LATE, FOLLOW_UP), line(Part.THIS_WEEK, RING), line(Part.LATER, LATER))


def test_it_tells_whom_by_initials_what_by_sort_and_when() -> None:
    document = paper(day_of(*LINES))
    said = "\n".join(texts(document))
    for there in ("A.T. 2009", "Följ upp SIP", "Bevakning", "9 dagar sen", "i dag", "Försenat (1)", "□"):
        assert there in said
    for secret in ("Alva", "Testsson", "2385", "mormor", "Ali", "Lundaskolan", "Ekskolan"):
        assert secret not in said
    assert not document.landscape
    assert document.subtitle == "söndag 22 november 2026, v. 47"


def test_every_line_has_a_box_and_room_for_a_note() -> None:
    tables = [block for block in paper(day_of(*LINES)).blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [1, 1]
    assert all(table.columns[0].header == "Klart" and table.columns[-1].header == "Anteckning" for table in tables)


def test_what_lies_further_on_is_only_counted_unless_it_was_asked_for() -> None:
    def headings(asked: Asked) -> list[str]:
        return [block.text for block in paper(day_of(*LINES), asked).blocks if isinstance(block, Heading)]

    def told(asked: Asked) -> list[str]:
        return [block.text for block in paper(day_of(*LINES), asked).blocks if isinstance(block, Note)]

    assert headings(ASKED) == ["Försenat (1)", "Den här veckan, v. 47 (1)"]
    assert told(ASKED) == ["Bara på skärmen: Längre fram (1)."]
    narrowed = replace(ASKED, kinds=frozenset({MatterKind.REMINDER}))
    assert headings(narrowed)[-1] == "Längre fram (1)" and told(narrowed) == []


def test_what_was_asked_for_stands_under_the_title() -> None:
    asked = replace(ASKED, mine="Anna Lind", kinds=frozenset({MatterKind.SIP}), late=True)
    assert paper(day_of(), asked).subtitle.endswith("v. 47, bara mina, SIP, försenat")
    assert "Anna" not in "\n".join(texts(paper(day_of(), asked)))


def test_lines_that_were_not_read_are_counted() -> None:
    day = day_of(LINES[0], parts={Part.LATE: 31})
    assert "30 till står i listan på skärmen." in texts(paper(day))
    assert "Försenat (31)" in texts(paper(day))


def test_an_empty_day_says_so() -> None:
    assert "Inget att göra just nu." in texts(paper(day_of()))
    for asked in (Asked(TODAY, late=True), Asked(TODAY, "Karin")):
        told = "\n".join(texts(paper(day_of(), asked)))
        assert "Inget att göra" not in told and "Inget av det här just nu." in told


def test_several_things_in_one_line_are_counted() -> None:
    checks = replace(FOLLOW_UP, key=f"alert_information:{ID}:check", kind=MatterKind.EMERGENCY, many=3)
    assert "Kontrollera UMI mot journalen (3)" in texts(paper(day_of(line(Part.LATE, checks))))


@pytest.mark.parametrize(("name", "born", "says"), [("", None, "–"), ("åsa von Ek", date(1990, 1, 1), "Å.V.E. 1990")])
def test_initials(name: str, born: date | None, says: str) -> None:
    assert initials_of(name, born) == says


def test_no_title_or_reason_of_any_practice_patient_is_on_the_paper() -> None:
    for record in practice_records():
        mine = matters(record, to_journal=1)
        said = "\n".join(texts(paper(day_of(*(line(Part.LATE, one) for one in mine)))))
        own = [one for one in mine if one.kind in (MatterKind.REMINDER, MatterKind.MEETING, MatterKind.BENEFIT)]
        assert all(one.title not in said for one in own if len(one.title) > 12 and one.title != "Gemensamt möte")
        assert record.patient.given_name not in said or not record.patient.given_name


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Alva (Kalle) Öberg", "A.K.Ö. 2009"), ("”Alva” - Öberg", "A.Ö. 2009"), ("O’Neil", "O. 2009"), (" ", "– 2009")],
)
def test_initials_are_letters(name: str, letters: str) -> None:
    assert initials_of(name, date(2009, 3, 1)) == letters
