"""record.json from vault to vault: the same bytes, a preview that writes nothing, and bad files that lose nothing."""

import dataclasses
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings

from coordinator.careplan import HandedOutPlan
from coordinator.change import Change, Edit, Remove
from coordinator.contact import Contact, ContactCategory
from coordinator.desk import Desk
from coordinator.documents.catalogue import DOCUMENTS
from coordinator.entity import Entity
from coordinator.exchange.record_json import LARGEST, read_record_json, record_json
from coordinator.identity import IdentityType
from coordinator.intake import compare
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.related_person import RelatedPerson
from coordinator.taken_in import TakenIn
from coordinator.umi.card import EmergencyCard
from db import keys, schema, vault
from db.vault import Vault
from tests.conftest import ACTOR, CODE, NOW, PASSPHRASE, clock
from tests.journeys.conftest import Answer, Hallpunkt
from tests.rules.made_up import adding, filled, whole_records

CANARY = "KANARIE"
MAJA = "199007282388"
NEXT_VAULT = ("--to", "Den nya pärmen", "--purpose", "own_system")
TO = ", till Den nya pärmen"

Run = Callable[..., Answer]


@dataclasses.dataclass(frozen=True)
class Folder:
    """One vault and the command line in front of it."""

    path: Path
    secret: Path
    hallpunkt: Hallpunkt

    def __call__(self, *arguments: object) -> Answer:
        return self.hallpunkt(*arguments, "--vault", self.path, "--passphrase-file", self.secret)

    def done(self, *arguments: object) -> Answer:
        answer = self(*arguments)
        assert answer.code == 0, answer.err
        return answer

    def export(self, patient: object, *options: str) -> Path:
        out = self.secret.parent / f"{uuid4()}.json"
        self.done("export", "record", "--patient", patient, "--out", out, *NEXT_VAULT, *options)
        return out

    def take_in(self, file: Path, *options: object) -> Answer:
        return self.done("import", "record", file, "--apply", *options)

    def save(self, *entries: Entity) -> UUID:
        """Put entries in past the rules; the patient's id."""
        with self.opened() as vault_:
            vault_.store.apply(entries[0].patient_id, adding(entries))
        return entries[0].patient_id

    def opened(self) -> Vault:
        return vault.open_with_code(self.path, CODE, clock)

    def tables(self, *but: str) -> dict[str, list[Any]]:
        """Every row of every table."""
        with self.opened() as vault_, vault_.store.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(sqlalchemy.select(table))]
                for table in schema.metadata.sorted_tables
                if table.name not in but
            }

    def log(self) -> list[tuple[str, str, str | None]]:
        """What the access log says was done, with what, to whom; without the reading itself."""
        with self.opened() as vault_, vault_.store.engine.connect() as connection:
            log = schema.access_log
            rows = connection.execute(sqlalchemy.select(log).order_by(log.c.seq)).all()
        return [(row.action, row.what, row.patient_id) for row in rows][:-1]


def made(hallpunkt: Hallpunkt, empty_vault: Path, folder: Path) -> Folder:
    folder.mkdir()
    shutil.copytree(empty_vault.parent, folder / "p")
    (folder / "fras.txt").write_text(PASSPHRASE, encoding="utf-8")
    return Folder(folder / "p" / empty_vault.name, folder / "fras.txt", hallpunkt)


@pytest.fixture
def here(hallpunkt: Hallpunkt, empty_vault: Path, tmp_path: Path) -> Folder:
    """A vault with nobody in it."""
    return made(hallpunkt, empty_vault, tmp_path / "här")


@pytest.fixture
def there(hallpunkt: Hallpunkt, empty_vault: Path, tmp_path: Path) -> Folder:
    """Another vault with nobody in it."""
    return made(hallpunkt, empty_vault, tmp_path / "där")


@pytest.fixture(scope="module")
def practice_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mall") / "övning.hallpunkt"
    with vault.create(
        path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, practice=True, cost=keys.FLOOR
    ):
        pass
    return path


@pytest.fixture
def practice(hallpunkt: Hallpunkt, practice_vault: Path, tmp_path: Path) -> Folder:
    """A practice vault with nobody in it."""
    return made(hallpunkt, practice_vault, tmp_path / "övning")


def maja(**fields: Any) -> Patient:
    patient_id = uuid4()
    given = {"given_name": "Maja", "family_name": CANARY, "identity_number": MAJA, "birth_date": "1990-07-28"} | fields
    given["birth_date"] = NOW.date().replace(1990, 7, 28)
    given["identity_type"] = IdentityType.PERSONNUMMER if given["identity_number"] == MAJA else IdentityType.UNKNOWN
    return Patient(id=patient_id, patient_id=patient_id, **given)


def with_contacts(patient: Patient, *names: str) -> tuple[Entity, ...]:
    return (patient, *(Contact(patient_id=patient.id, name=name) for name in names))


def ordinary() -> tuple[Entity, ...]:
    """One entry of every kind but the one that is kept as it is, under Maja's number; nobody is protected."""
    patient = maja()
    found: list[Entity] = [patient]
    for entry in filled(patient.id, text=f"{CANARY} {{label}}"):
        if isinstance(entry, RelatedPerson):
            found.append(replace(entry, protected_identity=ProtectedIdentity.NONE))
        elif isinstance(entry, EmergencyCard):
            found.append(replace(entry, shared_paper_id=None))  # the paper it was printed with is kept as it is
        elif not (isinstance(entry, Patient) or type(entry).KEPT_AS_IS):
            found.append(entry)
    return tuple(found)


def same(one: Path | bytes, other: Path | bytes) -> bool:
    """Whether two files are equal to the byte but for provenance, and for which files a record came in."""
    return _without_provenance(one) == _without_provenance(other)


def _without_provenance(file: Path | bytes) -> bytes:
    content = file.read_bytes() if isinstance(file, Path) else file
    cut, times = re.subn(rb'\n "provenance": \{\n.*?\n \},', b"", content, count=1, flags=re.DOTALL)
    assert times == 1
    return re.sub(rb'\n  "taken_in": \[.*?\n  \]', b'\n  "taken_in": []', cut, count=1, flags=re.DOTALL)


def change_id(answer: Answer) -> str:
    found = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", answer.out)
    assert found, answer.out
    return found.group()


def refused(answer: Answer) -> str:
    """What was said: a title and a sentence, without traceback and without anybody's words."""
    assert (answer.code, answer.out) == (3, ""), answer.err
    title, _, message = answer.err.strip().partition("\n")
    assert title and message and not title.endswith(".") and message.endswith(".")
    assert "Traceback" not in answer.err and "Error" not in answer.err and CANARY not in answer.err
    assert MAJA not in answer.err and "19900728-2388" not in answer.err and "nästlad" not in answer.err
    return answer.err


# From vault to vault and back


@pytest.fixture(scope="module")
def two_vaults(empty_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Vault]]:
    copies = [shutil.copytree(empty_vault.parent, tmp_path_factory.mktemp("par") / "p") for _ in range(2)]
    one, other = (vault.open_with_code(folder / empty_vault.name, CODE, clock) for folder in copies)
    with one, other:
        yield one, other


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(entries=whole_records())
def test_every_kind_goes_from_vault_to_vault_unchanged(
    two_vaults: tuple[Vault, Vault], entries: tuple[Entity, ...]
) -> None:
    one, other = two_vaults
    patient_id = entries[0].patient_id
    one.store.apply(patient_id, adding(entries))
    whole = record_json(one.store.read(patient_id), everything=True)
    taken = read_record_json(whole)
    Desk(other.store).take_in(patient_id, compare(taken, other.store, into_practice=False).change)
    assert other.store.read(patient_id).entries == one.store.read(patient_id).entries
    assert same(record_json(other.store.read(patient_id), everything=True), whole)
    assert same(record_json(other.store.read(patient_id)), record_json(one.store.read(patient_id)))


def test_a_whole_record_by_the_commands(here: Folder, there: Folder) -> None:
    entries = filled(uuid4())
    patient_id = here.save(*entries)
    file = here.export(patient_id, "--include-protected")
    told = there("import", "record", file, "--apply").out
    assert told.startswith(f"Ny patient i pärmen.\n{len(KINDS)} poster nya: 1 patient, ")
    assert same(there.export(patient_id, "--include-protected"), file)
    with there.opened() as opened:
        read = opened.store.read(patient_id)
        source = read.all(TakenIn)[-1]
        assert {entry for found in read.entries.values() for entry in found} == {
            *(replace(entry, version=1) for entry in entries),
            source,
        }
        assert source.heading.startswith("Från SMO-mottagningen (") and source.taken_by
        assert set(source.added) == {entry.id for entry in entries} and source.changed == ()
        assert source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert there.done("check").code == 0


def test_120_contacts_keep_their_order_and_their_neighbours(here: Folder, there: Folder) -> None:
    entries = with_contacts(maja(), *(f"{number * 37 % 125} Ö" for number in range(125)))
    patient_id = here.save(*entries)
    with here.opened() as opened:
        first, *contacts = opened.store.read(patient_id).all(Contact)
        opened.store.apply(patient_id, Change("Bort", tuple(Remove(one, "Dubblett") for one in contacts[60:64])))
        opened.store.apply(patient_id, Change("Ändrad", (Edit(replace(contacts[0], name="Ändrad")),)))
        removed = opened.store.apply(patient_id, Change("Bort", (Remove(first, "Fel"),)))
        Desk(opened.store).undo(removed.id)  # comes back last
    file = here.export(MAJA)
    there.take_in(file)
    assert same(there.export(MAJA), file)
    shown = [json.loads(folder.done("show", "--patient", MAJA, "--json").out)["contact"] for folder in (here, there)]
    here_, there_ = ([(one["id"], one["name"]) for one in contacts] for contacts in shown)
    assert here_ == there_ and len(here_) == 121 and here_[-1][0] == str(first.id)


def test_a_plan_that_was_handed_out_prints_as_it_was_from_the_other_vault(
    here: Folder, there: Folder, tmp_path: Path
) -> None:
    here.save(*with_contacts(maja(), "Åsa Öberg"))
    here.done("add", "care-plan", "--patient", MAJA, "--what-matters", "Att orka med skolan")
    first, again = tmp_path / "först.pdf", tmp_path / "igen.pdf"
    handing = ("--out", first, "--hand-out-to", "Maja", "--without-record")
    here.done("print", "vardplan", "--patient", MAJA, *handing)
    file = here.export(MAJA)
    there.take_in(file)
    assert same(there.export(MAJA), file)
    there.done("print", "vardplan", "--patient", MAJA, "--out", again, "--version", "1")
    assert first.read_bytes() == again.read_bytes()


def test_what_an_import_says_of_undo_is_true(here: Folder, there: Folder) -> None:
    """A plan that was handed out is not removed by undo: then undo is not offered."""
    here.save(*with_contacts(maja(), "Åsa"))
    here.done("add", "care-plan", "--patient", MAJA)
    here.done("print", "vardplan", "--patient", MAJA, "--out", here.secret.parent / "p.txt", "--hand-out-to", "Maja")
    answer = there.take_in(here.export(MAJA))
    before = there.tables("access_log")
    if "undo" in answer.out:
        undone = there("undo", change_id(answer))
        assert there.tables("access_log") == before
        assert undone.code == 0, undone.err


# What is protected


def protected() -> tuple[Entity, ...]:
    """One entry of every kind, about Maja whose address nobody may know."""
    patient = maja(protected_identity=ProtectedIdentity.MARKED, address="Hemliggatan 7", restrictions="Hemliggatan 7")
    school = Contact(patient_id=patient.id, name="Hemligskolan", category=ContactCategory.SCHOOL_WORK)
    return (patient, school, *(entry for entry in filled(patient.id) if not isinstance(entry, Patient)))


def test_what_is_protected_stays_here_and_the_rest_is_a_file_like_any_other(here: Folder, there: Folder) -> None:
    here.save(*protected())
    out = here.secret.parent / "delad.json"
    told = here.done("export", "record", "--patient", MAJA, "--out", out, *NEXT_VAULT)
    assert "utelämnat" in told.err and "--include-protected" in told.err
    assert b"Hemlig" not in out.read_bytes()
    answer = there.take_in(out)
    assert "det som är skyddat eller som avsändaren valt bort är utelämnat" in answer.err
    assert same(there.export(MAJA), out)
    assert "Inget att ta in." in there.take_in(out).out
    with there.opened() as opened:
        assert opened.store.read(opened.store.find(MAJA)).patient.is_protected


def test_everything_can_be_moved_and_the_log_says_so(here: Folder, there: Folder) -> None:
    patient_id = here.save(*protected())
    out = here.secret.parent / "allt.json"
    told = here.done("export", "record", "--patient", MAJA, "--out", out, *NEXT_VAULT, "--include-protected")
    assert "SKYDDADE" in told.err and "inte krypterad" in told.err
    assert "Hemligskolan" in out.read_text(encoding="utf-8")
    if os.name == "posix":
        assert out.stat().st_mode & 0o077 == 0
    assert "utelämnat" not in there.take_in(out).err
    assert same(there.export(MAJA, "--include-protected"), out)
    assert same(there.export(MAJA), here.export(MAJA))
    assert ("export", f"Alla uppgifter (record.json), även skyddade{TO}", str(patient_id)) in here.log()
    assert ("export", f"Alla uppgifter (record.json){TO}", str(patient_id)) in here.log()


def test_a_file_that_lacks_what_is_protected_replaces_nothing(here: Folder, there: Folder) -> None:
    here.save(*protected())
    shared, whole = here.export(MAJA), here.export(MAJA, "--include-protected")
    there.take_in(whole)
    before = there.tables("access_log")
    for apply in ((), ("--apply",)):
        assert "saknar det som är skyddat" in refused(there("import", "record", shared, "--replace", *apply))
    assert "Inget att ta in" in there.take_in(shared).out
    assert there.tables("access_log") == before
    assert same(there.export(MAJA, "--include-protected"), whole)


# What is there already


def test_the_same_file_again_changes_nothing(here: Folder, there: Folder) -> None:
    here.save(*ordinary())
    file = here.export(MAJA)
    there.take_in(file)
    before = there.tables("access_log")
    for options in ((), ("--replace",)):
        told = there.take_in(file, *options)
        assert "Patienten finns i pärmen." in told.out and "Inget att ta in." in told.out
        many = sum(not kind.KEPT_AS_IS for kind in KINDS)
        assert f"{many} poster finns redan, lika" in told.out and "Ångra" not in told.out
    assert there.tables("access_log") == before


def test_who_read_a_file_beside_the_record_stands_in_the_log(here: Folder, there: Folder) -> None:
    """What differs and what is the same was told, so the record was read, also when nothing came of it."""
    patient_id = here.save(*ordinary())
    file = here.export(MAJA)
    there.take_in(file)
    before = len(there.log())
    there.take_in(file)
    assert ("import", str(patient_id)) in [(action, whom) for action, _what, whom in there.log()[before:]]


def test_what_differs_is_kept_and_with_replace_lives_on_in_the_history(here: Folder, there: Folder) -> None:
    patient_id = here.save(*with_contacts(maja(), "Lisa Ek", "Åsa"))
    file = here.export(MAJA)
    there.take_in(file)
    with there.opened() as opened:
        lisa = opened.store.read(patient_id).all(Contact)[0]
        opened.store.apply(patient_id, Change("Ändrad", (Edit(replace(lisa, name="Lisa Berg")),)))
        opened.store.apply(patient_id, adding((Contact(patient_id=patient_id, name="Bara där"),)))
    own = there.export(MAJA)
    kept = there.take_in(file)
    assert "1 post skiljer sig och behålls som de är (--replace låter filen gälla): 1 kontakt" in kept.out
    assert "Inget att ta in." in kept.out and same(there.export(MAJA), own)
    replaced = there.take_in(file, "--replace")
    assert "1 post ersätts av filens: 1 kontakt" in replaced.out
    with there.opened() as opened:
        record = opened.store.read(patient_id)
        assert [one.name for one in record.all(Contact)] == ["Lisa Ek", "Åsa", "Bara där"]
        former = [getattr(one.entry, "name", "") for one in opened.store.history(patient_id, lisa.id)]
        assert former == ["Lisa Ek", "Lisa Berg"]
    there.done("undo", change_id(replaced))
    assert same(there.export(MAJA), own)


def test_what_was_removed_there_comes_back_only_when_told(here: Folder, there: Folder) -> None:
    patient_id = here.save(*with_contacts(maja(), "Lisa", "Åsa"))
    file = here.export(MAJA)
    there.take_in(file)
    with there.opened() as opened:
        (lisa, _) = opened.store.read(patient_id).all(Contact)
        opened.store.apply(patient_id, Change("Bort", (Remove(lisa, "Dubblett"),)))
    told = there.take_in(file)
    assert "1 post är borttagna här (--replace tar tillbaka dem): 1 kontakt" in told.out
    assert "Inget att ta in." in told.out
    back = there.take_in(file, "--replace")
    assert "1 post är borttagna här och tas tillbaka: 1 kontakt" in back.out
    with there.opened() as opened:
        assert {one.name for one in opened.store.read(patient_id).all(Contact)} == {"Lisa", "Åsa"}
        assert [one.removed_because for one in opened.store.history(patient_id, lisa.id)] == ["Dubblett"]
    assert there.done("check").code == 0


def test_a_plan_that_is_kept_as_it_is_is_not_said_to_be_replaced(here: Folder, there: Folder) -> None:
    entries = filled(uuid4())
    patient_id = here.save(*entries)
    there.save(*(replace(one, document="annat") if isinstance(one, HandedOutPlan) else one for one in entries))
    file = here.export(patient_id, "--include-protected")
    told = there.take_in(file, "--replace")
    with there.opened() as opened:
        assert [one.document for one in opened.store.read(patient_id).all(HandedOutPlan)] == ["annat"]
    assert "ersätts av filens" not in told.out and "Inget att ta in." in told.out


def test_an_import_is_undone_and_done_again(here: Folder, there: Folder) -> None:
    here.save(*ordinary())
    file = here.export(MAJA)
    for _ in range(3):
        done = there.take_in(file)
        assert "Uppgifter importerade. Ångra: hallpunkt undo --vault" in done.out
        assert same(there.export(MAJA), file)
        there.done("undo", change_id(done))
        assert json.loads(there.done("patients", "--json").out) == []
    there.take_in(file)
    assert same(there.export(MAJA), file) and there.done("check").code == 0


def test_an_import_that_was_undone_can_be_done_again_by_undoing_that(here: Folder, there: Folder) -> None:
    """What was to mend when it came in is no reason to refuse what stood in the record a moment ago."""
    entries = ordinary()
    here.save(*entries)
    file = here.export(MAJA)
    done = there.take_in(file)
    assert "Att rätta efteråt" in done.err
    undone = there.done("undo", change_id(done))
    with there.opened() as opened, opened.store.engine.connect() as connection:
        log = schema.access_log
        newest = sqlalchemy.select(log.c.change_id).where(log.c.action == "undo").order_by(log.c.seq.desc())
        again = connection.execute(newest).scalars().first()
    assert undone.out == "Ångrat: Uppgifter importerade.\n"
    there.done("undo", again)
    assert same(there.export(MAJA), file)


# Preview


def test_a_preview_writes_nothing_but_a_line_in_the_log(here: Folder, there: Folder) -> None:
    patient_id = here.save(*ordinary())
    file = here.export(MAJA)
    here_ = len(there.log())
    before = there.tables("access_log")
    told = there.done("import", "record", file)
    applied = "Kör igen med --apply"
    assert applied in told.out and "Inget har ändrats." in told.out and "Ångra" not in told.out
    assert there.tables("access_log") == before
    written = there.log()[here_ + 2 :]  # this looking itself locks and unlocks
    assert ("import", "Förhandsgranskning av record.json", str(patient_id)) in written
    assert not any(action in ("change", "undo", "open") for action, _what, _whom in written)
    with_apply = there.take_in(file)
    shared = [line for line in told.out.splitlines() if "poster" in line]
    assert shared and [line for line in with_apply.out.splitlines() if "poster" in line] == shared
    assert there.tables("access_log") != before


def test_a_preview_beside_a_known_patient_writes_nothing_either(here: Folder, there: Folder) -> None:
    patient_id = here.save(*with_contacts(maja(), "Lisa"))
    there.take_in(here.export(MAJA))
    here.done("add", "contact", "--patient", MAJA, "--name", "Ny")
    here.done("edit", "patient", "--patient", MAJA, "--given-name", "Majken")
    file = here.export(MAJA)
    before = there.tables("access_log")
    for options in ((), ("--replace",)):
        there.done("import", "record", file, *options)
    assert there.tables("access_log") == before
    previews = [row for row in there.log() if row == ("import", "Förhandsgranskning av record.json", str(patient_id))]
    assert len(previews) == 2


def test_a_preview_of_what_replaces_says_what_will_be_to_mend(here: Folder, there: Folder) -> None:
    entries = with_contacts(maja(), "Lisa")
    there.save(*entries)
    here.save(*(replace(one, transferred_to="Lund") if isinstance(one, Contact) else one for one in entries))
    told = there.done("import", "record", here.export(MAJA), "--replace")
    assert "Att rätta efteråt: Överförd till är ifyllt" in told.err


def test_what_is_told_holds_no_content(here: Folder, there: Folder) -> None:
    here.save(*ordinary())
    file = here.export(MAJA)
    for options in ((), ("--apply",), ("--apply", "--replace")):
        told = there.done("import", "record", file, *options)
        assert CANARY not in told.out + told.err and MAJA not in told.out + told.err


# Whose it is and where from


def test_another_patient_with_the_number_is_not_put_together(here: Folder, there: Folder) -> None:
    here.save(*ordinary())
    there.save(*with_contacts(maja(), "Bara där"))
    own, before = there.export(MAJA), there.tables("access_log")
    file = here.export(MAJA)
    for options in ((), ("--apply",), ("--apply", "--replace")):
        assert "annan patient i pärmen" in refused(there("import", "record", file, *options))
    assert there.tables("access_log") == before and same(there.export(MAJA), own)


@pytest.mark.parametrize("number", ["TF-123-X", "12 34"])
def test_the_number_of_another_is_seen_in_the_preview_too(here: Folder, there: Folder, number: str) -> None:
    file = here.export(here.save(maja(identity_number=number)))
    there.save(maja(identity_number=number))
    before = there.tables("access_log")
    refused(there("import", "record", file, "--apply"))
    assert there.tables("access_log") == before
    refused(there("import", "record", file))


def test_the_former_number_of_another_is_seen(here: Folder, there: Folder) -> None:
    """An older file of somebody who got a personnummer since: two patients would answer to the reservnummer."""
    file = here.export(here.save(maja(identity_number="99AB12345678")))
    there.save(maja(former_numbers=("99AB12345678",)))
    refused(there("import", "record", file))


def test_only_the_patient_that_was_named_is_taken_in(here: Folder, there: Folder) -> None:
    here.save(*ordinary())
    file = here.export(MAJA)
    other = there.save(maja(identity_number=None, given_name="Nova"))
    before = there.tables("access_log")
    assert "en annan patient" in refused(there("import", "record", file, "--patient", other, "--apply"))
    assert "finns inte" in refused(there("import", "record", file, "--patient", "20000105-2380", "--apply"))
    assert there.tables("access_log") == before
    there.take_in(file)
    assert "Inget att ta in." in there.take_in(file, "--patient", "19900728-2388").out


def test_an_invented_patient_goes_into_a_real_vault_with_a_warning(practice: Folder, there: Folder) -> None:
    practice.save(*ordinary())
    file = practice.export(MAJA)
    for options in ((), ("--apply",)):
        assert "övningspärm. Patienten är påhittad" in there.done("import", "record", file, *options).err
    assert same(there.export(MAJA), file)


def test_a_real_patient_does_not_go_into_a_practice_vault(here: Folder, practice: Folder) -> None:
    here.save(*ordinary())
    file = here.export(MAJA)
    before = practice.tables("access_log")
    for options in ((), ("--apply",), ("--apply", "--replace")):
        assert "övningspärmen" in refused(practice("import", "record", file, *options))
    assert practice.tables("access_log") == before


def test_an_invented_patient_goes_from_practice_to_practice(practice: Folder) -> None:
    practice.save(*ordinary())
    file = practice.export(MAJA)
    assert "Inget att ta in." in practice.take_in(file).out


# Bad files


@pytest.fixture(scope="module")
def known_vault(empty_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A vault where Maja is, with a word changed since the file beside it was made; made once."""
    path = shutil.copytree(empty_vault.parent, tmp_path_factory.mktemp("känd") / "p") / empty_vault.name
    entries = ordinary()
    with vault.open_with_code(path, CODE, clock) as opened:
        opened.store.apply(entries[0].patient_id, adding(entries))
        content = record_json(opened.store.read(entries[0].patient_id))
        (contact,) = opened.store.read(entries[0].patient_id).all(Contact)
        opened.store.apply(contact.patient_id, Change("Ändrad", (Edit(replace(contact, note="mitt")),)))
    return path, content


@pytest.fixture
def file(known_vault: tuple[Path, bytes], tmp_path: Path) -> Path:
    """A file about Maja with an entry of nearly every kind, nothing left out."""
    path = tmp_path / "uppgifter.json"
    path.write_bytes(known_vault[1])
    return path


@pytest.fixture
def known(hallpunkt: Hallpunkt, known_vault: tuple[Path, bytes], tmp_path: Path) -> Folder:
    """A vault where Maja is already, in other words."""
    return made(hallpunkt, known_vault[0], tmp_path / "känd")


def _edited(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    whole = json.loads(file.read_bytes())
    change(whole)
    file.write_text(json.dumps(whole), encoding="utf-8")


def _own_id(whole: dict[str, Any]) -> None:
    whole["entries"]["contact"][0]["id"] = whole["entries"]["consent"][0]["id"]


def _set(kind: str, name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda whole: whole["entries"][kind][0].__setitem__(name, value)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a part is gone": lambda whole: whole.pop("complete"),
    "a field is gone": lambda whole: whole["entries"]["contact"][0].pop("phone"),
    "a kind is gone": lambda whole: whole["entries"].pop("reminder"),
    "a kind that others refer to is gone": lambda whole: whole["entries"].pop("care_goal"),
    "the patient is gone": lambda whole: whole["entries"]["patient"].clear(),
    "unknown field": _set("contact", f"nästlad {CANARY}", "nästlad"),
    "unknown kind": lambda whole: whole["entries"].update({f"nästlad {CANARY}": []}),
    "same entry twice": lambda whole: whole["entries"]["contact"].append(whole["entries"]["contact"][0]),
    "same id twice": _own_id,
    "text for a number": _set("contact", "interval_months", f"nästlad {CANARY}"),
    "number for a text": _set("contact", "name", 199007282388),
    "unknown code": _set("contact", "category", f"nästlad {CANARY}"),
    "not a day": _set("appointment", "day", f"{CANARY} 31"),
    "not a moment": _set("contact_log_entry", "at", "9999-12-31T23:59:59-05:00"),
    "huge number": _set("contact", "interval_months", 10**30),
    "lone surrogate": _set("contact", "note", f"{CANARY}\ud800"),
    "control character": _set("contact", "note", f"{CANARY}\x07"),
    "a list of surrogates": _set("patient", "former_numbers", ["\ud800"]),
    "schema 0": lambda whole: whole.update(hallpunkt_record=0),
    "schema true": lambda whole: whole.update(hallpunkt_record=True),
    "schema as text": lambda whole: whole.update(hallpunkt_record="2"),
    "newer schema": lambda whole: whole.update(hallpunkt_record=99),
    "dangling": _set("referral", "contact_id", str(UUID(int=1))),
    "another patient's": lambda whole: whole.update(patient_id=str(UUID(int=1))),
    "another's with her id": lambda whole: whole["entries"]["patient"][0].update(id=str(UUID(int=1))),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_file_is_refused_and_nothing_is_lost(file: Path, known: Folder, what: str) -> None:
    """Also when it is only looked at: a preview that promises what --apply refuses is no preview."""
    before = known.tables("access_log")
    _edited(file, CHANGES[what])
    applied = known("import", "record", file, "--replace", "--apply")
    assert known.tables("access_log") == before, applied
    refused(applied)
    refused(known("import", "record", file, "--replace"))


def test_the_same_file_unchanged_would_have_replaced(file: Path, known: Folder) -> None:
    _edited(file, lambda whole: None)
    assert "1 post ersätts av filens" in known.take_in(file, "--replace").out
    assert known.done("check").code == 0


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_file_of_a_new_patient_brings_nobody(file: Path, there: Folder, what: str) -> None:
    _edited(file, CHANGES[what])
    applied = there("import", "record", file, "--apply")
    assert not any(there.tables("access_log", "owner", "search_state").values()), applied
    refused(applied)


def test_the_same_file_unchanged_would_have_brought_her(file: Path, there: Folder) -> None:
    _edited(file, lambda whole: None)
    there.take_in(file)
    came, was = (json.loads(one.read_bytes())["entries"] for one in (there.export(MAJA), file))
    assert came.pop("taken_in")[:-1] == was.pop("taken_in")
    assert came == was


def test_a_file_without_the_one_that_others_refer_to_brings_nobody(file: Path, there: Folder) -> None:
    _edited(file, lambda whole: whole["entries"]["contact"].clear())
    answers = [there("import", "record", file, *options) for options in (("--apply",), ())]
    assert not any(there.tables("access_log", "owner", "search_state").values())
    for answer in answers:
        assert "hänvisar till en post som inte finns" in refused(answer)


ODD: dict[str, Callable[[dict[str, Any]], object]] = {
    "last moment of all": _set("contact_log_entry", "at", "9999-12-31T23:59:59+00:00"),
    "first moment of all": _set("contact_log_entry", "at", "0001-01-01T00:00:00+00:00"),
    "born on the last day of all": _set("patient", "birth_date", "9999-12-31"),
    "born on the first day of all": _set("patient", "birth_date", "0001-01-01"),
    "no personnummer": _set("patient", "identity_number", "1"),
    "no personnummer but as long": _set("patient", "identity_number", "ABCDEFGHIJKL"),
    "an empty number": _set("patient", "identity_number", ""),
    "an hour with a zone": _set("appointment", "starts", "09:20:00+01:00"),
    "the last day of all": _set("appointment", "day", "9999-12-31"),
    "an end before the beginning": _set("contact_role", "end", "0001-01-01"),
    "months without end": _set("contact", "interval_months", 2**53),
    "service without end": _set("assistive_device", "service_months", 2**53),
    "minutes without end": _set("appointment", "minutes", 2**53),
    "minutes below nothing": _set("contact_log_entry", "minutes", -(2**53)),
}


@pytest.mark.parametrize("what", ODD)
def test_what_came_in_can_be_shown_printed_mended_and_sent_on(file: Path, there: Folder, what: str) -> None:
    """An odd file may be refused; what is taken in must not stop all other work with the patient."""
    _edited(file, ODD[what])
    her = json.loads(file.read_bytes())["patient_id"]
    out = there.secret.parent
    answers = [there("import", "record", file, "--apply")]
    if answers[0].code == 0:
        answers += [
            there("show", "--patient", her),
            there("patients"),
            there("shared-days", "--patient", her),
            there("add", "contact", "--patient", her, "--name", "Åsa"),
            there("export", "journaltext", "--patient", her, "--out", out / "j.txt"),
            there("export", "record", "--patient", her, "--out", out / "r.json", *NEXT_VAULT),
            *(
                there("print", paper.name, "--patient", her, "--out", out / f"{paper.name}.txt")
                for paper in DOCUMENTS
                if paper.make is not None and not paper.locked  # which is never a file of text
            ),
        ]
    assert [answer.err for answer in answers if answer.code not in (0, 3)] == []
    assert answers[0].code == 3 or all(answer.code == 0 for answer in answers), answers


def test_what_replaced_another_word_does_not_stop_all_other_work(file: Path, known: Folder) -> None:
    """The comparison asks the rules of what is new only: here it is the change after it that would fail."""
    _edited(file, ODD["last moment of all"])
    assert known("import", "record", file, "--apply", "--replace").code in (0, 3)
    known.done("add", "contact", "--patient", MAJA, "--name", "Åsa")


def test_an_entry_that_is_another_patients_here_is_refused(file: Path, there: Folder) -> None:
    """The same id in two records would be one row: neither may take the other's."""
    whole = json.loads(file.read_bytes())
    other = maja(identity_number=None)
    stolen = Contact(id=UUID(whole["entries"]["contact"][0]["id"]), patient_id=other.id, name="Bara där")
    there.save(other, stolen)
    before = there.tables("access_log")
    refused(there("import", "record", file, "--apply"))
    assert there.tables("access_log") == before
    refused(there("import", "record", file))


def test_a_truncated_file_is_refused_wherever_it_ends(file: Path, there: Folder) -> None:
    content = file.read_bytes()
    vault_file = there.path.read_bytes()
    for end in (0, 1, 30, len(content) // 3, len(content) // 2, len(content) - 3, len(content) - 2):
        file.write_bytes(content[:end])
        assert refused(there("import", "record", file, "--apply"))
    assert there.path.read_bytes() == vault_file  # not even opened


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"\xef\xbb\xbf", b"{}", b"null", b"%PDF-1.7\n", b"\x00\xff\xfe", b"[" * 200_000, b'{"a":' * 200_000,
        b'{"resourceType": "Bundle"}', b'{"hallpunkt_record": 2, "hallpunkt_record": 2}', b'{"hallpunkt_record": NaN}',
        b'{"hallpunkt_record": ' + b"9" * 6000 + b"}", "Åsa".encode("utf-16"), "{}".encode("utf-16-le"),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_refused(there: Folder, tmp_path: Path, content: bytes) -> None:
    vault_file = there.path.read_bytes()
    (tmp_path / f"{CANARY}.json").write_bytes(content)
    refused(there("import", "record", tmp_path / f"{CANARY}.json", "--apply"))
    assert there.path.read_bytes() == vault_file


def test_a_byte_order_mark_does_no_harm(file: Path, there: Folder) -> None:
    content = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + content)
    there.take_in(file)
    assert same(there.export(MAJA), content)


def test_what_cannot_be_read_is_said_in_words(there: Folder, tmp_path: Path) -> None:
    large = tmp_path / "stor.json"
    with large.open("wb") as out:
        out.truncate(LARGEST + 1)
    assert "för stor" in refused(there("import", "record", large, "--apply"))
    for unreadable in (tmp_path, tmp_path / "finns inte.json", tmp_path / ("x" * 300), there.path / "x"):
        assert "kan inte läsas" in refused(there("import", "record", unreadable, "--apply"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may read everything")
def test_a_file_nobody_may_read_is_said_in_words(file: Path, there: Folder) -> None:
    file.chmod(0)
    assert "kan inte läsas" in refused(there("import", "record", file, "--apply"))


def test_the_vault_itself_is_no_file_to_take_in(there: Folder) -> None:
    refused(there("import", "record", there.path, "--apply"))


def test_an_older_file_comes_in_with_defaults(file: Path, there: Folder) -> None:
    def as_under_schema_1(whole: dict[str, Any]) -> None:
        whole["hallpunkt_record"] = 1
        for name in ("representative_known", "representative_checked", "representative_checked_by"):
            del whole["entries"]["patient"][0][name]
        for contact in whole["entries"]["contact"]:
            del contact["place"]
        del whole["entries"]["legal_representative"]

    _edited(file, as_under_schema_1)
    there.take_in(file)
    shown = json.loads(there.done("show", "--patient", MAJA, "--json").out)
    assert shown["patient"][0]["representative_known"] == "not_asked"
    assert shown["contact"][0]["place"] == "" and shown["legal_representative"] == []


def test_an_export_does_not_write_over_or_leave_half_a_file(known: Folder, tmp_path: Path) -> None:
    file = known.export(MAJA)
    content = file.read_bytes()
    out = ("export", "record", "--patient", MAJA, *NEXT_VAULT, "--out")
    assert "Filen finns redan" in refused(known(*out, file))
    assert file.read_bytes() == content
    known.done(*out, file, "--force")
    assert same(file, content)
    refused(known(*out, tmp_path))
    refused(known(*out, tmp_path / "ingen" / "x.json"))
    assert not list(tmp_path.rglob("*.halv"))
