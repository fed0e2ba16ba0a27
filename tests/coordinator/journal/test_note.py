"""The note to paste: what is chosen under the clinic's own sökord, each line with its day when they are several."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coordinator.change import Change, Edit, Remove
from coordinator.contact_log import ContactLogEntry
from coordinator.exchange.journal_headings import Heading, written
from coordinator.exchange.journaltext import JournalText, OwnWords
from coordinator.exchange.own_number import LEFT_OUT
from coordinator.identity import IdentityType
from coordinator.journal.note import note_text
from coordinator.journal.rows import journal_rows
from coordinator.journal_entry import JournalEntry, enter_in_journal
from coordinator.person import ProtectedIdentity
from coordinator.settings import JOURNAL_HEADINGS, JOURNAL_IDENTITY_NUMBER, JOURNAL_LATIN1, JOURNAL_ONE_LINE, Settings
from tests.coordinator.conftest import MAJA, TODAY, done, noon, record_of
from tests.coordinator.journal.people import CALL, CONSENT, EVERYTHING, SWAP, call, day

NUMBERED = replace(MAJA, identity_type=IdentityType.PERSONNUMMER, identity_number="199007282388")


def lines(text: JournalText) -> list[str]:
    assert text.text.endswith("\r\n")
    return text.text.removesuffix("\r\n").split("\r\n")


def under(text: JournalText, key: str) -> tuple[str, ...]:
    return next((section.lines for section in text.sections if key in section.parts), ())


def test_of_today_it_says_no_day_at_each_line() -> None:
    text = note_text(record_of(call(ago=0)), words=OwnWords(form="Telefon", assessment="Behöver stöd", action="Skrev"))
    assert lines(text) == [
        "FAST VÅRDKONTAKT - SAMORDNINGSANTECKNING",
        "Datum: 2026-11-22 12:00",
        "Kontaktform: Telefon",
        "Bedömning",
        "Behöver stöd",
        "Åtgärd",
        "Skrev",
        "Kl. 12:00. Telefon, utgående (förmedla kontakter). Tid för EKG.",
        "Ansvarig",
        "Anna Lind, kontaktsjuksköterska, SMO-mottagningen",
    ]


def test_of_several_days_every_line_begins_with_its_day_the_oldest_first() -> None:
    text = note_text(record_of(*EVERYTHING))
    action = under(text, "action")
    assert action[:2] == (
        "2026-11-14: Fast vårdkontakt utsedd: Karin Åhs, sjuksköterska, Neurologen",
        "2026-11-14: Information om fast vårdkontakt lämnad 2026-11-15, muntligt, av Anna Lind",
    )
    found = [*action, *under(text, "sip"), *under(text, "transition"), *under(text, "information")]
    assert len(found) == 13 and all(line[:5] == "2026-" and line[10:12] == ": " for line in found)
    assert [*action] == sorted(action, key=lambda line: line[:10])
    assert [section.key for section in text.sections] == [
        "date", "action", "sip", "transition", "information", "responsible"
    ]  # fmt: skip


def test_only_what_is_chosen_stands_there_also_what_is_in_already() -> None:
    record = record_of(*EVERYTHING)
    text = note_text(record, [CALL.id])
    assert under(text, "action") == ("2026-11-21: Kl. 12:00. Telefon, utgående (förmedla kontakter). Tid för EKG.",)
    assert not under(text, "information")
    after = done(record, enter_in_journal(record, [CALL.id]))
    assert note_text(after, [CALL.id]).text == text.text
    assert under(note_text(after), "action") == under(note_text(record), "action")[:-1]
    assert [section.key for section in note_text(record, []).sections] == ["date", "responsible"]


def test_what_was_changed_or_removed_says_so() -> None:
    record = record_of(CALL, CONSENT)
    after = done(record, enter_in_journal(record))
    changed = after.after(
        Change(
            "Ändrat", (Edit(replace(CALL, what="Tid för ultraljud", version=2)), Remove(after.all(type(CONSENT))[0]))
        )
    )
    text = note_text(changed)
    assert under(text, "action") == (
        "2026-11-21: Ändrat sedan det infördes 2026-11-22: Kl. 12:00. Telefon, utgående (förmedla kontakter). "
        "Tid för ultraljud.",
    )
    (gone,) = under(text, "information")
    assert gone.startswith("2026-11-22: Utgår, infört 2026-11-22: 2026-11-13: Samtycke, Samordnad")


def test_it_stands_under_the_clinics_own_sokord_in_its_own_order_and_what_is_unplaced_is_left_out() -> None:
    own = (Heading("Avser", ("date",)), Heading("Samordning", ("transition", "action")), Heading("Signatur", ()))
    chosen = Settings({JOURNAL_HEADINGS.key: written(own)})
    text = note_text(record_of(*EVERYTHING, settings=chosen))
    assert [(section.key, section.heading) for section in text.sections] == [
        ("date", "Avser"), ("transition+action", "Samordning")
    ]  # fmt: skip
    section = text.sections[1]
    assert section.lines[0].startswith("2026-11-20: Övergång") and section.lines[-1].startswith("2026-11-21: Kl.")
    assert "Samtycke" not in text.text and "Ansvarig" not in text.text
    assert lines(text)[1:3] == ["Avser: 2026-11-22 12:00", "Samordning"]
    assert text.under(section).text == section.text + "\r\n"


def test_the_patients_number_stands_nowhere_unless_it_is_asked_for() -> None:
    noted = call(what="900728-2388 ringde", outcome="Skickat till 19900728 2388")
    text = note_text(record_of(NUMBERED, noted), words=OwnWords(action="Nr 19900728-2388"))
    assert "2388" not in text.text and text.text.count(LEFT_OUT) == 3
    asked = record_of(NUMBERED, noted, settings=Settings({JOURNAL_IDENTITY_NUMBER.key: True}))
    assert note_text(asked).text.count("2388") == 3 and "Personnummer: 19900728-2388" in lines(note_text(asked))
    kept = done(record_of(NUMBERED, noted), enter_in_journal(record_of(NUMBERED, noted)))
    assert "2388" not in kept.all(JournalEntry)[0].words


def test_nothing_tells_where_a_protected_patient_is() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED, address="Hemgatan 1", phone="070-174 06 05")
    noted = call(what="Ringde 070-174 06 05, bor på Hemgatan 1")
    text = note_text(record_of(hidden, noted, SWAP), words=OwnWords(action="Brev till Hemgatan 1"))
    assert not any(word in text.text for word in ("Hemgatan", "070-174", "Vuxenkliniken"))


def test_letters_that_cannot_be_kept_are_told_with_their_place() -> None:
    text = note_text(record_of(call(ago=0, what="Ringde Łukasz"), call(ago=0, what="Ringde Ткач")))
    assert [(one.character, one.heading, one.line) for one in text.lost] == [
        ("Ł", "Åtgärd", 1), *((sign, "Åtgärd", 2) for sign in "Ткач")
    ]  # fmt: skip


@pytest.mark.parametrize("many", [0, 3, 120])
def test_few_and_many(many: int) -> None:
    text = note_text(record_of(*(call(ago=number, what=f"Samtal {number}") for number in range(many))))
    assert len(under(text, "action")) == many


@given(st.text(), st.booleans(), st.booleans())
@example("Åtgärd\nBedömning: klart\r\n\x00\u202e", True, False)
@example("Åtgärd:", True, False)
def test_any_text_gives_a_note_that_older_systems_read(text: str, latin1: bool, one: bool) -> None:
    chosen = Settings({JOURNAL_LATIN1.key: latin1, JOURNAL_ONE_LINE.key: one})
    entry = ContactLogEntry(patient_id=MAJA.id, at=noon(TODAY), what=text, by=text, next_step=text, next_on=day(-1))
    note = note_text(record_of(entry, settings=chosen))
    assert note.encoded().decode("latin-1" if latin1 else "utf-8") == note.text
    heads = {section.heading for section in note.sections}
    for line in lines(note)[1:]:
        assert line == line.strip() != "" and "\t" not in line
    if not one:
        assert sum(line.partition(":")[0] in heads for line in lines(note)) == len(note.sections)


def test_a_letter_that_a_sokord_of_the_clinic_loses_is_told_too() -> None:
    own = (Heading("Łódź", ("action",)), Heading("Ńett", ("assessment",)))
    text = note_text(replace(record_of(CALL), settings=Settings({JOURNAL_HEADINGS.key: written(own)})))
    assert [(one.character, one.line, one.place) for one in text.lost] == [
        ("Ł", 0, "sökordet ?ód?"), ("ź", 0, "sökordet ?ód?"),
    ]  # fmt: skip
    assert str(text.lost[0]).startswith("Tecknet U+0141 blev ? i sökordet ?ód?. ")
    assert text.under(text.sections[0]).lost == ()


@pytest.mark.parametrize("between", ["\r\n", "\r", "\u2028", "\t", "\n\n"])
def test_a_row_is_one_line_and_her_number_is_found_over_two_of_hers(between: str) -> None:
    record = record_of(NUMBERED, call(what=f"Nr 19900728-{between}2388 gäller"))
    (row,) = journal_rows(record)
    assert LEFT_OUT in row.words[0] and "2388" not in row.words[0] and row.words[0].isprintable()
    assert LEFT_OUT in note_text(record).text
