"""A paper and a record from one clinic to the next by the commands: told row by row, chosen, taken in and undone."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy

from coordinator.change import Change, Edit
from coordinator.contact import Contact
from coordinator.entity import Entity
from coordinator.exchange.carried import carried
from coordinator.exchange.record_json import record_json
from coordinator.take_in.read_file import LARGEST
from coordinator.taken_in import FileForm, TakenIn
from db import schema, vault
from db.vault import Vault
from tests.conftest import CODE, PASSPHRASE, clock
from tests.coordinator.take_in.clinics import HERE_ID, NUMBER, OTHER_NUMBER, clinic, contact, maja
from tests.journeys.conftest import Answer, Hallpunkt
from tests.rules.made_up import adding

LISA, ASA = contact("Lisa Ek", unit="Neurologen", phone="08-1"), contact("Åsa Öberg")

Here = Callable[..., Answer]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "fras.txt"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


@pytest.fixture
def here(hallpunkt: Hallpunkt, vault_path: Path, secret: Path) -> Here:
    """The commands before a vault of the next clinic, that has nobody in it."""

    def run(*arguments: object, typed: str = "") -> Answer:
        return hallpunkt(*arguments, "--vault", vault_path, "--passphrase-file", secret, typed=typed)

    return run


def opened(path: Path) -> Vault:
    return vault.open_with_code(path, CODE, clock)


def saved(path: Path, *entries: Entity) -> None:
    with opened(path) as found:
        found.store.apply(entries[0].patient_id, adding(entries))


def record_file(folder: Path, *entries: Entity) -> Path:
    file = folder / "uppgifter.json"
    file.write_bytes(record_json(clinic(*entries).read(entries[0].patient_id), everything=True))
    return file


def paper(folder: Path, *entries: Entity, password: str = "") -> Path:
    from coordinator.documents.care_plan import care_plan_document
    from ui.paper.locked_copy import locked_copy
    from ui.paper.pdf import render_pdf

    record = clinic(*entries).read(entries[0].patient_id)
    made = render_pdf(care_plan_document(record), attachments=carried(record))
    file = folder / "plan.pdf"
    file.write_bytes(locked_copy(made, password) if password else made)
    return file


def rows(answer: Answer) -> list[str]:
    """The rows that were told, each as it stands."""
    return [" ".join(line.split()) for line in answer.out.splitlines() if re.match(r"[+ ] +\d+  ", line)]


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def refused(answer: Answer) -> str:
    assert (answer.code, answer.out) == (3, "") and "Traceback" not in answer.err, answer.err
    return answer.err


def test_a_plan_printed_at_one_clinic_is_at_the_next_without_being_written_again(
    here: Here, vault_path: Path, tmp_path: Path
) -> None:
    file = paper(tmp_path, maja(), LISA, ASA)
    told = done(here("import", "pdf", file))
    made = "Från SMO-mottagningen (Anna Lind, kontaktsjuksköterska), filen är från 2026-11-22."
    assert told.out.startswith(f"Papper från Hållpunkt (PDF). {made}\n")
    assert "Ny patient i pärmen: Maja Lindeskog, 19900728-2388" in told.out
    assert rows(told) == [
        "+ 1 Ny Patient: Maja Lindeskog", "+ 2 Ny Kontakt: Lisa Ek", "+ 3 Ny Kontakt: Åsa Öberg",
    ]  # fmt: skip
    assert told.out.endswith("Kör igen med --apply för att ta in 3 poster. Inget har ändrats.\n")
    with opened(vault_path) as found:
        assert not found.store.patients()
    taken = done(here("import", "pdf", file, "--apply"))
    assert "3 poster kom in: 1 patient, 2 kontakt." in taken.out and "Ångra: hallpunkt undo" in taken.out
    with opened(vault_path) as found:
        record = found.store.read(found.store.find(NUMBER))
        assert [one.name for one in record.all(Contact)] == ["Lisa Ek", "Åsa Öberg"]
        (source,) = record.all(TakenIn)
        assert source.form is FileForm.PAPER and source.heading.endswith("kontaktsjuksköterska) 2026-11-22")
    again = done(here("import", "pdf", file, "--apply"))
    assert [line.split()[1] for line in rows(again)] == ["Lika"] * 3 and again.out.endswith("Inget att ta in.\n")
    change = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", taken.out)
    assert change is not None
    done(here("undo", change.group()))
    with opened(vault_path) as found:
        assert not found.store.patients()


def test_a_locked_paper_opens_with_its_password(here: Here, tmp_path: Path) -> None:
    file = paper(tmp_path, maja(), LISA, password="hemligt ord")
    word = tmp_path / "ord.txt"
    word.write_text("hemligt ord\n", encoding="utf-8")
    assert "Papperet är låst" in refused(here("import", "auto", file))
    assert len(rows(done(here("import", "auto", file, "--password-file", word)))) == 2
    assert len(rows(done(here("import", "auto", file, "--password-file", "-", typed="hemligt ord\n")))) == 2
    word.write_text("ett annat\n", encoding="utf-8")
    assert "Lösenordet stämmer inte" in refused(here("import", "auto", file, "--password-file", word))


def test_what_differs_is_told_and_taken_in_only_when_asked_for(here: Here, vault_path: Path, tmp_path: Path) -> None:
    saved(vault_path, maja(HERE_ID), contact("Bara här", HERE_ID))
    file = record_file(tmp_path, maja(), LISA, ASA)
    done(here("import", "auto", file, "--apply"))
    with opened(vault_path) as found:
        lisa = found.store.read(HERE_ID).all(Contact)[1]
        found.store.apply(HERE_ID, Change("Ändrad", (Edit(replace(lisa, phone="08-2")),)))
    told = done(here("import", "auto", file, "--apply"))
    assert "  2 Ändrad Kontakt: Lisa Ek" in "\n".join(f"  {line}" for line in rows(told))
    assert "Direkttelefon: 08-2 → 08-1" in told.out and told.out.endswith("Inget att ta in.\n")
    taken = done(here("import", "auto", file, "--apply", "--with-changed"))
    assert "1 post fick filens ord: 1 kontakt." in taken.out
    with opened(vault_path) as found:
        assert [one.phone for one in found.store.read(HERE_ID).all(Contact)] == ["", "08-1", ""]


def test_only_the_rows_that_are_named_are_taken_in(here: Here, vault_path: Path, tmp_path: Path) -> None:
    saved(vault_path, maja(HERE_ID))
    file = record_file(tmp_path, maja(), LISA, ASA, contact("Tredje"), contact("Fjärde"))
    taken = done(here("import", "record", file, "--apply", "--only", "2", "4-5"))
    assert [line[0] == "+" for line in rows(taken)] == [False, True, False, True, True]
    with opened(vault_path) as found:
        assert [one.name for one in found.store.read(HERE_ID).all(Contact)] == ["Lisa Ek", "Tredje", "Fjärde"]
    for wrong in ("6", "3-2", "²"):
        assert "Raden finns inte" in refused(here("import", "auto", file, "--only", wrong, "--json"))


def test_other_programs_can_read_the_preview(here: Here, tmp_path: Path) -> None:
    file = record_file(tmp_path, maja(), LISA)
    told = json.loads(done(here("import", "auto", file, "--json")).out)
    assert told["form"] == "record" and told["new_patient"] and told["made_on"] == "2026-11-22"
    assert [(one["row"], one["kind"], one["state"], one["chosen"], one["needs"]) for one in told["rows"]] == [
        (1, "patient", "new", True, []), (2, "contact", "new", True, [1]),
    ]  # fmt: skip
    assert told["rows"][1]["differs"][0] == {"field": "Namn", "here": "", "in_file": "Lisa Ek"}
    assert told["taken_in"] is None
    applied = json.loads(done(here("import", "auto", file, "--json", "--apply")).out)
    assert applied["taken_in"]["report"][1] == "2 poster kom in: 1 patient, 1 kontakt."
    assert json.loads(done(here("import", "record", file, "--json")).out)["rows"][0]["state"] == "same"


def test_a_chosen_patient_is_the_only_one_it_goes_to(here: Here, vault_path: Path, tmp_path: Path) -> None:
    saved(vault_path, maja(HERE_ID, identity_number=OTHER_NUMBER, birth_date=None))
    file = record_file(tmp_path, maja(), LISA)
    assert "Filen gäller en annan patient" in refused(
        here("import", "auto", file, "--patient", OTHER_NUMBER, "--apply")
    )
    with opened(vault_path) as found:
        assert found.store.read(HERE_ID).all(Contact) == ()


def test_the_log_says_that_somebody_looked_and_took_in_and_nothing_of_what(
    here: Here, vault_path: Path, tmp_path: Path
) -> None:
    file = record_file(tmp_path, maja(), LISA)
    for options in ((), ("--apply",)):
        done(here("import", "auto", file, *options))
    with opened(vault_path) as found, found.store.engine.connect() as connection:
        log = schema.access_log
        logged = connection.execute(sqlalchemy.select(log.c.what, log.c.reason).where(log.c.action == "import"))
        look = ("Förhandsgranskning: Uppgifter från Hållpunkt (record.json)", "")
        assert [tuple(row) for row in logged] == [look, look, *[("Uppgifter hämtade ur en fil", "")] * 3]


def test_what_cannot_be_taken_in_is_said_before_the_vault_is_opened(
    here: Here, vault_path: Path, tmp_path: Path
) -> None:
    file = record_file(tmp_path, maja(), LISA)
    before = vault_path.read_bytes()
    large = tmp_path / "stor.pdf"
    with large.open("wb") as out:
        out.truncate(LARGEST + 1)
    empty = tmp_path / "tom"
    empty.touch()
    assert "är för stor" in refused(here("import", "pdf", large))
    assert "Filen är tom" in refused(here("import", "auto", empty))
    assert "av ett annat slag" in refused(here("import", "pdf", file))
    assert "kan inte läsas" in refused(here("import", "auto", tmp_path / "ingen"))
    assert "Välj antingen" in refused(here("import", "record", file, "--replace", "--json"))
    assert vault_path.read_bytes() == before
