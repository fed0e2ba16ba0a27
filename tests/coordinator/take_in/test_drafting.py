"""What a foreign file says becomes an entry, or is counted among what could not; and nothing points to nowhere."""

from uuid import UUID

from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.contact import Contact
from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding
from coordinator.take_in.drafting import LONGEST, Draft, Unread, read_entry
from coordinator.take_in.read_file import ReadEntry
from coordinator.take_in.tying import tied

HER, ONE = UUID(int=1), UUID(int=2)


def made(unread: Unread, **said: object) -> ReadEntry | None:
    return read_entry(Draft(RareCondition, ONE, "resurs 2", said, {"plain_words": "Antaget"}), HER, unread)


def test_an_entry_says_what_was_said_and_not_what_was_assumed() -> None:
    unread = Unread()
    one = made(unread, text="Dravet", source="", icd10=None)
    assert one is not None and isinstance(one.entry, RareCondition)
    assert (one.entry.text, one.entry.plain_words, one.entry.version) == ("Dravet", "Antaget", 0)
    assert one.says is not None and set(one.says) == {"text"}
    assert one.place == "resurs 2" and unread.lines() == ()


def test_what_cannot_be_an_entry_is_counted_without_its_words() -> None:
    unread = Unread()
    assert made(unread) is None
    assert made(unread, text="x" * (LONGEST + 1)) is None
    assert made(unread, text="Hemligt\x07") is None
    assert made(unread, text="ok", icd10=Coding(code="x", display="\ud800")) is None
    assert made(unread, text="ok", icd10=Coding(code="x" * (LONGEST + 1))) is None
    assert unread.lines() == (
        "1 Diagnos: uppgift saknas eller går inte att läsa (diagnos)",
        "2 Diagnos: en text är längre än 100000 tecken",
        "2 Diagnos: har tecken eller tal som inte går att spara",
    )


def read(*entries: CarePlan | CareGoal | Intervention | Contact) -> dict[UUID, ReadEntry]:
    return {one.id: ReadEntry(one, frozenset({"contact_id", "what"})) for one in entries}


def test_what_must_point_to_another_goes_with_it_and_what_may_points_to_nothing() -> None:
    plan, contact = CarePlan(patient_id=HER), Contact(patient_id=HER, name="Lisa")
    goal = CareGoal(patient_id=HER, plan_id=plan.id, goal="x")
    step = Intervention(patient_id=HER, goal_id=goal.id, what="y", contact_id=contact.id)
    unread = Unread()
    assert len(tied(read(plan, goal, step, contact), unread)) == 4 and unread.lines() == ()
    loose = tied(read(plan, goal, step), unread)
    (left,) = (one for one in loose if isinstance(one.entry, Intervention))
    assert isinstance(left.entry, Intervention) and left.entry.contact_id is None
    assert left.says is not None and set(left.says) == {"what"}
    assert unread.lines() == ("1 hänvisningar: leder till något som inte togs in",)
    without = Unread()
    assert [one.entry for one in tied(read(goal, step, contact), without)] == [contact]
    assert set(without.lines()) == {
        "1 Mål: hör till något som inte togs in",
        "1 Insats: hör till något som inte togs in",
    }


def test_a_reference_to_an_entry_of_another_kind_is_none() -> None:
    contact = Contact(patient_id=HER, name="Lisa")
    goal = CareGoal(patient_id=HER, plan_id=contact.id, goal="x")
    assert [one.entry for one in tied(read(goal, contact), Unread())] == [contact]
