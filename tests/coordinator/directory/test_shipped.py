"""The units we come with: all there, each with its source and date, none with what ages, found as they are typed."""

import re
from collections import Counter
from datetime import date

import pytest

from coordinator.contact import Contact, ContactCategory, Huvudman, add_contact
from coordinator.directory.finding_units import UnitFinder
from coordinator.directory.shipped import shipped_units
from coordinator.directory.unit import Unit, UnitType, contact_of, facts_of, sign_for, warnings_of
from resources import FOLDER
from tests.coordinator.conftest import TODAY, done, record_of


def unit(key: str) -> Unit:
    return next(one for one in shipped_units() if one.key == key)


def found(typed: str) -> list[str]:
    return [one.name for one in UnitFinder(shipped_units()).find(typed)]


def test_all_of_them_are_there() -> None:
    many = Counter(one.type for one in shipped_units())
    assert many == {
        UnitType.CSD: 6, UnitType.ERN: 24, UnitType.NHV: 14, UnitType.CF: 4, UnitType.DENTAL_CENTRE: 3,
        UnitType.SMO: 2, UnitType.PRIMO: 3, UnitType.COMPETENCE_CENTRE: 3, UnitType.REGION: 21, UnitType.KOMMUN: 290,
    }  # fmt: skip
    assert len({one.key for one in shipped_units()}) == 370


def test_each_has_a_name_a_source_and_a_date() -> None:
    for one in shipped_units():
        assert one.name.strip()
        assert one.source.strip()
        assert one.checked_on is not None
        assert date(2026, 11, 1) <= one.checked_on <= TODAY
        assert not one.own


def test_what_ages_is_in_none_of_the_files() -> None:
    for name in ("directory", "regions", "kommuner"):
        text = (FOLDER / "codes" / f"{name}.tsv").read_text(encoding="utf-8").replace("2026-11-22", "")
        assert not re.search(r"\d{2,4}[- ]\d{2,3} ?\d\d|@|https?:|\bwww\.|\+46", text)
    assert not any(one.phone or one.phone_hours for one in shipped_units())


def test_everything_unsure_is_said() -> None:
    assert "Namnet är inte bekräftat." in warnings_of(unit("ern-rita"))
    assert "Platsen är inte bekräftad." in warnings_of(unit("csd-syd"))
    for one in shipped_units():
        assert len(warnings_of(one)) == bool(facts_of(one.type).fact) + bool(one.unsure)


def test_the_facts_that_bite_are_told() -> None:
    assert unit("csd-vast").sign == "Tar inte emot remisser"
    assert warnings_of(unit("csd-vast"))[0].startswith("CSD tar inte emot remisser")
    network = warnings_of(unit("ern-bond"))[0]
    assert "kontaktar inte nätverket själv" in network
    assert "samtycke" in network
    assert "inte fullständig" in warnings_of(unit("nhv-amyloidos"))[0]
    assert warnings_of(unit("cf-lund")) == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ostersund", "Östersunds kommun"), ("ÖSTERSUND", "Östersunds kommun"), ("csd sydo", "CSD Sydöstra"),
        ("region gotl", "Region Gotland"), ("skelett", "ERN BOND"), ("csd väst", "CSD Väst"),
        ("västerbotten", "Region Västerbotten"), ("goteborgs", "Göteborgs kommun"), ("kommun falu", "Falu kommun"),
        ("Mun-H", "Kompetenscentrum sällsynta odontologiska hälsotillstånd"),
    ],
)  # fmt: skip
def test_one_finds_them_as_one_types(typed: str, first: str) -> None:
    assert found(typed)[0] == first


def test_a_slip_a_type_and_a_bound() -> None:
    assert "Östersunds kommun" in found("ostresund")
    finder = UnitFinder(shipped_units())
    hits = finder.find("umeå", type=UnitType.CSD)
    assert [one.key for one in hits] == ["csd-norra"]
    assert len(finder.find("kommun", limit=5)) == 5
    assert len(finder.find("  ")) == 370
    assert list(finder.find("xyzzyqv")) == []


def test_what_they_are_called_in_the_municipalities() -> None:
    names = {one.place: one.name for one in shipped_units() if one.type is UnitType.KOMMUN}
    assert names["Falun"] == "Falu kommun"
    assert names["Kalmar"] == "Kalmar kommun"
    assert names["Gotland"] == "Region Gotland"
    assert names["Umeå"] == "Umeå kommun"
    assert names["Stockholm"] == "Stockholms kommun"
    assert names["Borås"] == "Borås kommun"


def test_one_of_them_fills_a_contact() -> None:
    assert contact_of(unit("csd-norra")) == {
        "category": ContactCategory.SPECIALIST,
        "organisation": "Norrlands universitetssjukhus",
        "unit": "CSD Norra",
        "place": "Umeå",
        "region": "Region Västerbotten",
        "huvudman": Huvudman.REGION,
        "responsible_for": "Norra sjukvårdsregionen",
        "source": "Katalogen, Förslaget till nationell strategi",
        "checked_on": TODAY,
    }
    kommun = contact_of(unit("kommun-2080"))
    assert (kommun["organisation"], kommun["category"]) == ("Falu kommun", ContactCategory.KOMMUN)
    assert (kommun["huvudman"], kommun["region"]) == (Huvudman.KOMMUN, "Region Dalarna")
    assert contact_of(unit("odont-umea"))["category"] is ContactCategory.DENTAL
    assert contact_of(unit("region-20"))["category"] is ContactCategory.AUTHORITY


def test_every_one_of_them_makes_a_sound_contact() -> None:
    record = record_of()
    for one in shipped_units()[:80]:
        record = done(record, add_contact(record, **contact_of(one)))
    assert len(record.all(Contact)) == 80
    assert all(one.heading for one in record.all(Contact))


def test_an_own_units_area_is_told_by_its_name() -> None:
    clinic = Unit("egen-1", UnitType.OTHER, "Storgatans tandklinik")
    assert contact_of(clinic)["category"] is ContactCategory.DENTAL
    assert contact_of(Unit("egen-2", UnitType.OTHER, "Xyzzy"))["category"] is ContactCategory.SPECIALIST
    chosen = Unit("egen-3", UnitType.OTHER, "Storgatans tandklinik", category=ContactCategory.SCHOOL_WORK)
    assert contact_of(chosen)["category"] is ContactCategory.SCHOOL_WORK
    typed = Unit("egen-4", UnitType.CF, "CF-teamet", category=ContactCategory.HABILITATION)
    assert contact_of(typed)["category"] is ContactCategory.HABILITATION


@pytest.mark.parametrize("said", ["CSD Väst", "csd-syd", "Karolinska, CSD", "Centrum för sällsynta diagnoser i Norr"])
def test_a_csd_is_known_by_its_name(said: str) -> None:
    assert sign_for(said) == sign_for("Anna Lind", said, "") == "Tar inte emot remisser"


@pytest.mark.parametrize("said", ["", "CSDA", "Neurologen", "Centrum för sällsynta"])
def test_others_are_not_taken_for_one(said: str) -> None:
    assert sign_for(said, "") == ""


def test_no_text_of_a_unit_is_in_its_repr() -> None:
    assert "Norrlands" not in repr(unit("csd-norra"))
    assert "csd-norra" in repr(unit("csd-norra"))
