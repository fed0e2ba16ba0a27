"""Days, hours and moments on the command line, and the entries that are made of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Self, cast

import pytest

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.desk import Desk
from coordinator.entity import Entity, plain, shown
from coordinator.entries import add_entry
from coordinator.guardian import Guardian
from coordinator.person import register_patient
from coordinator.record import Record
from coordinator.reminder import Reminder
from coordinator.representative import LegalRepresentative, Power, Scope
from coordinator.swedish import SWEDEN
from coordinator.vaults import Vaults
from tests.coordinator.conftest import TODAY, MemoryStore, noon
from ui import command_line
from ui.arguments import SwedishParser, add_fields, fields_given
from ui.exit_code import ExitCode

NUMBER = "201206152389"


def given(kind: type[Entity], *options: str) -> dict[str, Any]:
    parser = SwedishParser(prog="x")
    add_fields(parser, kind)
    return fields_given(parser.parse_args(list(options)), kind)


def refused(kind: type[Entity], capsys: pytest.CaptureFixture[str], *options: str) -> str:
    with pytest.raises(SystemExit) as left:
        given(kind, *options)
    assert left.value.code == 2
    return capsys.readouterr().err


# What is read


def test_an_appointment_is_given_with_day_and_hour() -> None:
    options = [
        "--what", "EKG", "--day", "2026-12-01", "--starts", "09:20", "--minutes", "40", "--form", "home_visit",
        "--status", "proposed", "--movable", "ja", "--interpreter-booked", "nej", "--travel", "Sjukresa",
    ]  # fmt: skip
    assert given(Appointment, *options) == {
        "what": "EKG", "day": date(2026, 12, 1), "starts": time(9, 20), "minutes": 40,
        "form": AppointmentForm.HOME_VISIT, "status": AppointmentStatus.PROPOSED, "movable": True,
        "interpreter_booked": False, "travel": "Sjukresa",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("09:20", time(9, 20)),
        ("9:20", time(9, 20)),
        ("09.20", time(9, 20)),
        ("9.20", time(9, 20)),
        ("00:00", time(0, 0)),
        ("23:59", time(23, 59)),
    ],
)
def test_an_hour_is_read_as_people_write_it(text: str, hour: time) -> None:
    assert given(Appointment, "--starts", text) == {"starts": hour}


@pytest.mark.parametrize(
    "text", ["24:00", "09:60", "9", "0920", "kl 9", "", "-1:00", "09:20:30", "9,20", "09:20 ", "9 am", "09::20"]
)
def test_what_is_no_hour_is_refused_by_its_option(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(Appointment, capsys, f"--starts={text}")
    assert "--starts: inget klockslag. Skriv TT:MM, till exempel 09:20" in said


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22 09:20", datetime(2026, 11, 22, 8, 20, tzinfo=UTC)),
        ("2026-07-01 09:20", datetime(2026, 7, 1, 7, 20, tzinfo=UTC)),
        ("2026-03-29 01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29 03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25 01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25 03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        ("2026-01-01 00:00", datetime(2025, 12, 31, 23, 0, tzinfo=UTC)),
        ("2028-02-29 23:59", datetime(2028, 2, 29, 22, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_is_swedish_time_and_comes_back_as_it_was_written(text: str, moment: datetime) -> None:
    read = given(ContactLogEntry, "--at", text)["at"]
    assert read.astimezone(UTC) == moment
    assert shown(read) == shown(datetime.fromisoformat(plain(read))) == text


@pytest.mark.parametrize(
    "text",
    ["2026-11-22", "09:20", "2026-02-29 09:20", "2026-11-22 24:00", "2026-11-22 09:60", "i går", "", "22/11 2026 09:20",
     "2026-11-22 09:20:30", "26-11-22 09:20"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_by_its_option(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(ContactLogEntry, capsys, "--at", text)
    assert "--at: ingen tidpunkt. Skriv ÅÅÅÅ-MM-DD TT:MM inom citattecken" in said


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "22 nov", "2026-11-22 09:20", ""])
def test_what_is_no_day_is_refused_by_its_option(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--due: inget datum. Skriv ÅÅÅÅ-MM-DD" in refused(Reminder, capsys, "--due", text)


def test_help_and_scope_are_given_many_times() -> None:
    both = given(ContactLogEntry, "--helped-with", "inform", "--helped-with", "mediate")
    assert both == {"helped_with": (HelpKind.INFORM, HelpKind.MEDIATE)}
    scope = given(LegalRepresentative, "--power", "forvaltare", "--scope", "person", "--scope", "property")
    assert scope == {"power": Power.FORVALTARE, "scope": (Scope.PERSON, Scope.PROPERTY)}


# The commands, before a vault that is kept in memory


@dataclass
class OpenInMemory:
    """As much of an open vault as the commands on one record use."""

    store: MemoryStore
    notices: tuple[str, ...] = ()

    def open_with_passphrase(self, *_: object) -> Self:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Commands:
    """Runs commands on Alma, born 15 June 2012, and tells how they ended."""

    def __init__(self, passphrase: Path) -> None:
        self.store = MemoryStore(noon(TODAY))
        self.desk = Desk(self.store)
        self.passphrase = passphrase
        self.alma = self.desk.begin(register_patient, number=NUMBER, given_name="Alma").patient_id

    def add(self, kind: str, *options: str) -> int:
        vaults = cast("Vaults", OpenInMemory(self.store))
        opened = ["--vault", "x.hallpunkt", "--passphrase-file", str(self.passphrase), "--patient", NUMBER]
        return command_line.run(["add", kind, *opened, *options], lambda: vaults)

    @property
    def record(self) -> Record:
        return self.store.read(self.alma)


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    """Commands before a vault with Alma in it."""
    passphrase = tmp_path / "lösenfras"
    passphrase.write_text("fyra ord som inte hör ihop\n", encoding="utf-8")
    return Commands(passphrase)


def test_an_appointment_is_added(commands: Commands) -> None:
    code = commands.add("appointment", "--what", "EKG", "--day", "2026-12-01", "--starts", "9.20", "--minutes", "40")
    assert code == ExitCode.DONE
    (booked,) = commands.record.all(Appointment)
    assert booked.span == (
        datetime(2026, 12, 1, 9, 20, tzinfo=SWEDEN), datetime(2026, 12, 1, 10, 0, tzinfo=SWEDEN),
    )  # fmt: skip


def test_an_appointment_without_a_day_says_which_option_is_missing(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.add("appointment", "--what", "EKG") == ExitCode.REFUSED
    assert "--day" in capsys.readouterr().err
    assert commands.record.all(Appointment) == ()


def test_a_guardian_whose_power_ends_before_it_starts_is_refused_in_words_and_nothing_is_lost(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.add("guardian", "--name", "Åsa", "--valid-from", "2020-01-01") == ExitCode.DONE
    before = commands.record
    capsys.readouterr()
    code = commands.add("guardian", "--name", "Per", "--valid-from", "2026-11-22", "--valid-until", "2026-11-21")
    assert code == ExitCode.REFUSED
    assert capsys.readouterr().err == "Det går inte att spara\nVårdnaden slutar innan den börjar.\n"
    assert commands.record == before
    assert [one.name for one in before.all(Guardian)] == ["Åsa"]


def test_a_reminder_is_added(commands: Commands) -> None:
    code = commands.add("reminder", "--what", "Ring FK", "--owner", "Anna Lind", "--due", "2026-12-01")
    assert code == ExitCode.DONE
    (reminder,) = commands.record.all(Reminder)
    assert (reminder.what, reminder.owner, reminder.due) == ("Ring FK", "Anna Lind", date(2026, 12, 1))


def test_a_line_of_the_log_is_added_with_its_moment(commands: Commands) -> None:
    options = ["--what", "Tid", "--helped-with", "inform", "--nothing-next", "ja", "--at", "2026-11-22 09:20"]
    assert commands.add("contact-log-entry", *options) == ExitCode.DONE
    (line,) = commands.record.all(ContactLogEntry)
    assert line.at == datetime(2026, 11, 22, 8, 20, tzinfo=UTC)


def test_a_line_without_a_next_step_is_asked_for_one(commands: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--what", "Tid", "--helped-with", "inform", "--at", "2026-11-22 09:20"]
    assert commands.add("contact-log-entry", *options) == ExitCode.REFUSED
    assert "Skriv nästa steg och datum" in capsys.readouterr().err
    assert commands.record.all(ContactLogEntry) == ()


def test_a_contact_logged_by_command_makes_its_reminder_and_moves_the_contact(commands: Commands) -> None:
    commands.desk.do(commands.alma, add_entry, Contact, name="Karin")
    (karin,) = commands.record.all(Contact)
    options = [
        "--what", "Tid", "--helped-with", "inform", "--at", "2026-11-20 09:20", "--next-step", "Ring igen",
        "--next-on", "2026-12-01", "--contact-id", str(karin.id),
    ]  # fmt: skip
    assert commands.add("contact-log-entry", *options) == ExitCode.DONE
    (line,) = commands.record.all(ContactLogEntry)
    assert [(one.what, one.due) for one in commands.record.all(Reminder)] == [("Ring igen", date(2026, 12, 1))]
    assert (commands.record.get(Contact, karin.id).last_contact, line.by) == (date(2026, 11, 20), "Anna Lind")


def test_a_contact_logged_by_command_took_place_now_when_no_moment_is_given(commands: Commands) -> None:
    options = ["--what", "Tid", "--helped-with", "inform", "--nothing-next", "ja"]
    assert commands.add("contact-log-entry", *options) == ExitCode.DONE
    (line,) = commands.record.all(ContactLogEntry)
    assert line.at == noon(TODAY)


@pytest.mark.parametrize("text", ["9:5", "9.5", "09:3"])
def test_half_an_hour_written_as_a_fraction_is_asked_about_and_not_read_as_five_past(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "inget klockslag" in refused(Appointment, capsys, "--starts", text)


def test_a_moment_may_have_a_full_stop_in_its_hour_as_an_hour_may() -> None:
    read = given(ContactLogEntry, "--at", "2026-11-22 09.20")["at"]
    assert read == datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)


def test_a_moment_that_the_clocks_jumped_over_is_refused_and_not_moved(capsys: pytest.CaptureFixture[str]) -> None:
    """Between 02:00 and 03:00 on 29 March 2026 there is no time; the log would show 03:30."""
    assert "ingen tidpunkt" in refused(ContactLogEntry, capsys, "--at", "2026-03-29 02:30")


def test_a_moment_so_early_that_it_cannot_be_kept_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """In UTC it lies before the year 1, which ends the program with an unexpected error when it is saved."""
    assert "ingen tidpunkt" in refused(ContactLogEntry, capsys, "--at", "0001-01-01 00:00")
