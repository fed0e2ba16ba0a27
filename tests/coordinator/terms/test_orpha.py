"""Orphanet's files and our table are read alike; what is not whole, not theirs or not safe is refused."""

from pathlib import Path

import pytest

from coordinator.errors import ImportRefused
from coordinator.terms import orpha
from coordinator.terms.read_list import ReadList
from coordinator.terms.source_file import read_source
from coordinator.terms.term import ORPHA
from tests.coordinator.terms.made_up_lists import LICENCE, ORPHA_FILE, disorder, orpha_table, orphadata, same_and

ICD = (
    "<ExternalReferenceList><ExternalReference><Source>OMIM</Source><Reference>312750</Reference></ExternalReference>"
    "<ExternalReference><Source>ICD-10</Source><Reference>F84.2</Reference></ExternalReference>"
    "<ExternalReference><Source>ICD-11</Source><Reference>LD90.4</Reference></ExternalReference></ExternalReferenceList>"
)
SYNONYMS = "<SynonymList><Synonym lang='en'>RTT</Synonym><Synonym lang='en'>A|B</Synonym></SynonymList>"
GROUP = "<DisorderGroup id='36547'><Name lang='en'>Subtype of a disorder</Name></DisorderGroup>"
MOVED = (
    "<DisorderFlagList><DisorderFlag><Value>8192</Value><Label>Inactive</Label></DisorderFlag></DisorderFlagList>"
    "<DisorderDisorderAssociationList><DisorderDisorderAssociation><TargetDisorder><OrphaCode>988</OrphaCode>"
    "</TargetDisorder><RootDisorder cycle='true'/><DisorderDisorderAssociationType><Name>Moved to</Name>"
    "</DisorderDisorderAssociationType></DisorderDisorderAssociation></DisorderDisorderAssociationList>"
)
RETT = disorder("778", "Rett syndrome", SYNONYMS + GROUP + ICD)


def table(path: Path, said: str = "") -> ReadList:
    return orpha.read_table(read_source(path), said)


def xml(folder: Path, content: str | bytes, name: str = "en_product1.xml", said: str = "") -> ReadList:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return orpha.read_xml(read_source(folder / name), said)


def test_the_table() -> None:
    read = table(ORPHA_FILE)
    assert (read.release, len(read.terms), read.icd_from) == ("2025-12", 40, "ORDO 2.6")
    one = read.terms["9000001"]
    assert (one.system, one.name, one.synonyms) == (ORPHA, "Mockingbird syndrome", ("MBS", "Birdsong-mimicry syndrome"))
    assert (one.suggestions, one.level, one.release) == (("Q87.8",), "disorder", "2025-12")
    assert read.terms["9000003"].level == "group"


def test_the_release_of_a_table_is_in_its_name_or_said(tmp_path: Path) -> None:
    file = orpha_table(tmp_path / "orpha.tsv", [("778", "Rett syndrome")])
    with pytest.raises(ImportRefused, match="inte vilken utgåva"):
        table(file)
    assert table(file, "2026-06").release == "2026-06"


def test_missing_columns_are_named(tmp_path: Path) -> None:
    file = orpha_table(tmp_path / "2026.tsv", [("778", "Rett syndrome")], without=["level", "icd10_2018"])
    with pytest.raises(ImportRefused, match="Rad 1 saknar level, icd10_2018"):
        table(file)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("778\tRett syndrome", "558\tRett syndrome", "står två gånger .* koden 558"),
        ("778\tRett syndrome", "ORPHA778\tRett syndrome", "Rad 2 har ingen ORPHA-kod"),
        ("778\tRett syndrome", "778\t ", "Rad 2 har ingen ORPHA-kod med namn"),
        ("778\tRett syndrome\t", "778\tRett syndrome", "Rad 2 har 14 av 15 kolumner"),
    ],
)
def test_a_row_that_is_wrong_is_told_by_its_number(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(ImportRefused, match=said):
        table(same_and(tmp_path / "2026.tsv", (before, after)))


def test_the_same_row_twice_does_no_harm(tmp_path: Path) -> None:
    file = orpha_table(tmp_path / "2026.tsv", [("778", "Rett syndrome")] * 2)
    assert len(table(file).terms) == 1


def test_orphadata(tmp_path: Path) -> None:
    read = xml(tmp_path, orphadata(RETT, disorder("2950", "OBSOLETE: Thumb syndrome", MOVED)))
    assert (read.release, read.icd_from) == ("2026-06", "Orphadata")
    one, gone = read.terms["778"], read.terms["2950"]
    assert (one.name, one.synonyms, one.suggestions, one.level) == (
        "Rett syndrome", ("RTT", "A/B"), ("F84.2",), "subtype",
    )  # fmt: skip
    assert (one.release, one.retired_in) == ("2026-06", "")
    assert (gone.name, gone.retired_in, gone.moved_to) == ("Thumb syndrome", "2026-06", "988")


@pytest.mark.parametrize("date", ["ExtractionDate='2025-06-24 08:04:43'", "date='2025-06-24'"])
def test_the_nomenclature_pack(tmp_path: Path, date: str) -> None:
    inside = "<ClassificationLevel><Name>Group</Name></ClassificationLevel><Totalstatus>{}</Totalstatus>"
    read = xml(
        tmp_path,
        orphadata(
            disorder("98473", "Muscular dystrophy", inside.format("Active: Historical Entity")),
            disorder("99", "NON RARE IN EUROPE: Common thing", inside.format("Inactive: Non rare disease in Europe")),
            date=date,
        ),
        "ORPHAnomenclature_en_2025.xml",
    )
    assert (read.release, read.icd_from) == ("2025-06", "")
    assert (read.terms["98473"].level, read.terms["98473"].retired_in) == ("group", "")
    assert (read.terms["99"].name, read.terms["99"].retired_in) == ("Common thing", "2025-06")


def test_the_date_may_be_an_element(tmp_path: Path) -> None:
    extraction = f"<ExtractionDate>2026-06-23</ExtractionDate>{LICENCE}"
    assert xml(tmp_path, orphadata(RETT, licence=extraction, date="")).release == "2026-06"


BOMB = "<!DOCTYPE JDBOR [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;']>"
OUTSIDE = "<!DOCTYPE JDBOR SYSTEM 'file:///etc/passwd'>"


@pytest.mark.parametrize("before", [BOMB, OUTSIDE, "<!DOCTYPE JDBOR>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(tmp_path: Path, before: str, encoding: str) -> None:
    content = orphadata(disorder("778", "&c;"), before=before).replace("UTF-8", encoding).encode(encoding)
    with pytest.raises(ImportRefused, match="dokumenttyp"):
        xml(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (orphadata(RETT, licence=""), "inte sin licens"),
        (orphadata(RETT, licence=LICENCE.replace("CC-BY-4.0", "CC-BY-ND-3.0")), "inte sin licens"),
        (orphadata(RETT, date=""), "inte sitt datum"),
        (orphadata(), "inga sjukdomar"),
        (orphadata(RETT).replace("JDBOR", "html"), "inte Orphanets"),
        (orphadata(RETT)[:-30], "Rad 5 är ingen riktig XML"),
        (orphadata(RETT, disorder("778", "Another name")), "Rad 6: koden 778 har redan"),
        (orphadata(disorder("", "No code")), "ingen ORPHA-kod"),
        (orphadata(disorder("778", "Syndrome de Rett", language="fr")), "inte på engelska"),
        (orphadata(RETT + "<a>" * 60 + "</a>" * 60), "För mycket ligger i vartannat"),
    ],
)
def test_what_is_not_whole_or_not_theirs_is_refused(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(ImportRefused, match=said):
        xml(tmp_path, content)


def test_another_year_than_the_name_or_the_user_says_is_refused(tmp_path: Path) -> None:
    for name, said in (("ORPHAnomenclature_en_2025.xml", ""), ("en_product1.xml", "2025-12")):
        with pytest.raises(ImportRefused, match="från 2025, men innehållet är från 2026"):
            xml(tmp_path, orphadata(RETT), name, said)
    assert xml(tmp_path, orphadata(RETT), "en_product1.xml", "2026").release == "2026-06"
