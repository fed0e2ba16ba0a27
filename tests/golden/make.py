"""Make the golden vault of the schema this code has, and write down what it shows. Run once for each release.

    python -m tests.golden.make

It becomes ``tests/golden/schema-N``; run it from the released code, before anything of the next schema is in. A golden
vault is never made again: it is what that release wrote.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from coordinator import practice
from coordinator.careplan import CarePlan, Intervention, hand_out_plan
from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.diagnosis import RareCondition
from coordinator.document import to_json
from coordinator.documents.care_plan import care_plan_document
from coordinator.entity import Entity, attrs_of, plain
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.person import Patient
from coordinator.record import Actor
from coordinator.settings import PLAN_REVIEW_MONTHS
from db import keys, vault
from db.schema import SCHEMA
from tests.rules.made_up import adding, filled
from ui.commands.records import as_json

# Published, so that everybody can open the vault: it holds invented people only.
PASSPHRASE = "gyllene pärm som alla får öppna"
RECOVERY_CODE = "0000-0000-0000-0000-0000-0000-0000-0000-0"
NOW = datetime(2026, 11, 22, 9, 20, tzinfo=ZoneInfo("Europe/Stockholm"))
NAME = "gyllene.hallpunkt"
EXPECTED = "expected.json"
PEOPLE = ("odiagnostiserad", "skyddad", "barn", "fyller-18", "tom")


def clock() -> datetime:
    """The time at which every golden vault is made and read."""
    return NOW


def make(folder: Path) -> None:
    """Make the vault in ``folder``, which must not exist, and beside it what it is expected to show."""
    folder.mkdir()
    with vault.create(
        folder / NAME, passphrase=PASSPHRASE, recovery_code=RECOVERY_CODE, practice=True, cost=keys.FLOOR, clock=clock,
        actor=Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen"),
    ) as made:  # fmt: skip
        expected = _filled(Desk(made.store))
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / EXPECTED).write_text(text, encoding="utf-8", newline="\n")
    for left in folder.glob("*.lock*"):
        left.unlink()


def _filled(desk: Desk) -> dict[str, Any]:
    """The practice people, and after them what makes former versions of every sort; what it all shows."""
    people = {person.slug: person.patient_id for person in practice.fill_practice(desk, PEOPLE)}
    people["allt"] = uuid4()  # one entry of every kind with every field filled, past the rules
    desk.store.apply(people["allt"], adding(filled(people["allt"])))
    undo = [deed for slug in ("odiagnostiserad", "barn") for deed in _lived_in(desk, people[slug])]
    desk.store.set_setting(PLAN_REVIEW_MONTHS, 6)
    records = {str(patient_id): as_json(desk.open(patient_id)) for patient_id in people.values()}
    return {"schema": SCHEMA, "records": records, "former": _former(desk, people.values()), "undo": undo}


def _lived_in(desk: Desk, patient_id: UUID) -> list[dict[str, Any]]:
    """Edit, remove, undo, do again and hand out; then changes that a later version is to undo, with what it gives."""

    def all_of(kind: type[Entity]) -> tuple[Entity, ...]:
        return desk.store.read(patient_id).all(kind)

    def edit(entry: Entity, **fields: Any) -> Applied:
        return desk.do(patient_id, edit_entry, type(entry), entry.id, **fields)

    edit(all_of(Contact)[0], note="Svarar bäst före tio.\nSök Ofelia – ”växeln” hjälper.")
    edit(all_of(Contact)[0], note="", phone="08-465 00 99", on_print=False)
    edit(all_of(RareCondition)[0], plain_words="Påhittat å ä ö Å Ä Ö é ß 漢 🙂")
    edit(all_of(Patient)[0], phone="070-174 06 35", restrictions="Visa inte för grannen")
    desk.do(patient_id, add_entry, Contact, name="Ebba Tillfällig", role="vikarie", phone="08-465 00 01")
    removed = desk.do(patient_id, remove_entry, Contact, all_of(Contact)[-1].id, reason="Felregistrerad")
    desk.undo(desk.undo(removed.id).id)
    for plan in desk.store.read(patient_id).all(CarePlan):
        paper = to_json(care_plan_document(desk.store.read(patient_id)))
        desk.do(patient_id, hand_out_plan, plan.id, to="Patienten", document=paper)
    contact, step = all_of(Contact)[0], all_of(Intervention)[-1]
    added = desk.do(patient_id, add_entry, Contact, name="Tillagd av misstag")
    return [
        {"patient": str(patient_id), "change": str(change.id), "entry": str(entry.id), "then": then}
        for change, entry, then in (
            (edit(contact, name="Fel namn", unit="Fel enhet"), contact, _fields(contact)),
            (desk.do(patient_id, remove_entry, Intervention, step.id, reason="Av misstag"), step, _fields(step)),
            (added, all_of(Contact)[-1], None),
        )
    ]


def _fields(entry: Entity) -> dict[str, Any]:
    return {attr.name: plain(getattr(entry, attr.name)) for attr in attrs_of(type(entry))}


def _former(desk: Desk, people: Any) -> dict[str, list[dict[str, Any]]]:
    """Every former version of every entry there has been, by the entry's id, oldest first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for patient_id in people:
        for entry_id in _entries_ever(desk, patient_id):
            versions = desk.store.history(patient_id, entry_id)
            if versions:
                found[str(entry_id)] = [
                    {
                        "patient": str(patient_id), "kind": was.entry.KIND, "version": was.entry.version,
                        "at": plain(was.at), "by": was.by.name, "title": was.title,
                        "removed_because": was.removed_because,
                        "fields": _fields(was.entry),
                    }
                    for was in versions
                ]  # fmt: skip
    return found


def _entries_ever(desk: Desk, patient_id: UUID) -> list[UUID]:
    from sqlalchemy import select

    from db.schema import history
    from db.store import VaultStore

    assert isinstance(desk.store, VaultStore)
    with desk.store.engine.connect() as connection:
        ids = connection.execute(select(history.c.entry_id).where(history.c.patient_id == str(patient_id)).distinct())
        return [UUID(entry_id) for entry_id in ids.scalars()]


if __name__ == "__main__":
    make(Path(__file__).parent / f"schema-{SCHEMA}")
