"""Reads ORPHA codes: Orphadata's en_product1.xml, the Nomenclature Pack's XML, or a table in our own form."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.parsers import expat

from coordinator.terms.curated import ICD_FROM
from coordinator.terms.read_list import ListKind, ReadList, settled_release
from coordinator.terms.source_file import SourceFile, cell, refused, release_in
from coordinator.terms.term import ORPHA, Term, system_of, with_stop

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element, TreeBuilder

COLUMNS = ("orpha", "name_en", "level", "synonyms_en", "icd10_2018")
_LICENCE = "CC-BY-4.0"
_DEEPEST = 40
_LEVELS = {
    "Group of disorders": "group",
    "Group": "group",
    "Disorder": "disorder",
    "Subtype of a disorder": "subtype",
    "Subtype of disorder": "subtype",
    "Subtype": "subtype",
}
_BEFORE_A_RETIRED_NAME = ("OBSOLETE: ", "NON RARE IN EUROPE: ")


def is_orpha_table(header: tuple[str, ...]) -> bool:
    """Whether a table that begins so is meant as one of ORPHA codes."""
    return "orpha" in header


def read_table(source: SourceFile, said: str) -> ReadList:
    """A table, tab separated, one code a row, several names or codes in a cell parted by "|"."""
    lines = source.lines
    header = lines[0].split("\t")
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise refused("Kolumner saknas i filen", f"Rad 1 saknar {', '.join(missing)}. Hämta filen igen.")
    places = [header.index(name) for name in COLUMNS]
    release = settled_release(source, said, "")
    terms: dict[str, Term] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise refused(
                "En rad i filen är inte hel",
                f"Rad {number} har {len(cells)} av {len(header)} kolumner. Hämta filen igen.",
            )
        code, name, level, synonyms, icd = (cells[place].strip() for place in places)
        _add(
            terms,
            Term(
                code=code, system=ORPHA, name=cell(name), synonyms=_parted(synonyms), release=release, level=level,
                suggestions=tuple(map(with_stop, _parted(icd))),
            ),
            f"Rad {number}",
        )  # fmt: skip
    return ReadList(ListKind.ORPHA, release, terms, icd_from=ICD_FROM)


def read_xml(source: SourceFile, said: str) -> ReadList:
    """One of Orphanet's own files."""
    reading = _Reading()
    reading.read(source.content)
    if not reading.terms:
        raise refused("Filen har inga sjukdomar", "Välj en_product1.xml eller ORPHAnomenclature_en_ÅÅÅÅ.xml.")
    if not reading.licence.startswith(_LICENCE):
        raise refused("Filen säger inte sin licens", f"Den ska vara {_LICENCE}. Hämta filen från Orphadata igen.")
    if not reading.date:
        raise refused("Filen säger inte sitt datum", "Hämta filen från Orphadata igen.")
    release = settled_release(source, said, reading.date)
    icd_from = "Orphadata" if any(term.suggestions for term in reading.terms.values()) else ""
    return ReadList(ListKind.ORPHA, release, reading.terms, icd_from=icd_from)


def _parted(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell(one) for one in said.split("|") if one.strip()))


def _add(terms: dict[str, Term], term: Term, where: str) -> None:
    if system_of(term.code) != ORPHA or not term.name:
        raise refused("En kod i filen är fel", f"{where} har ingen ORPHA-kod med namn. Hämta filen igen.")
    if terms.setdefault(term.code, term).name != term.name:
        raise refused(
            "En kod står två gånger i filen", f"{where}: koden {term.code} har redan ett annat namn. Hämta filen igen."
        )


class _Reading:
    """An XML file as it is read, disorder by disorder, so that no more than one of them is held.

    A document type is refused: with it a small file can blow itself up, and Orphanet's files have none.
    """

    def __init__(self) -> None:
        self.terms: dict[str, Term] = {}
        self.date = ""
        self.licence = ""
        self._open: list[str] = []
        self._disorder: TreeBuilder | None = None

    def read(self, content: bytes) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_document_type
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise refused(
                "Filen går inte att läsa", f"Rad {error.lineno} är ingen riktig XML. Hämta filen igen."
            ) from None

    def _start(self, tag: str, said: Mapping[str, str]) -> None:
        if not self._open and tag != "JDBOR":
            raise refused("Filen är inte Orphanets", "Välj en_product1.xml eller ORPHAnomenclature_en_ÅÅÅÅ.xml.")
        self._open.append(tag)
        if len(self._open) > _DEEPEST:
            raise refused("Filen går inte att läsa", "För mycket ligger i vartannat. Hämta filen igen.")
        if self._disorder is None and tag == "Disorder":
            from xml.etree.ElementTree import TreeBuilder

            self._disorder = TreeBuilder()
        if self._disorder is not None:
            self._disorder.start(tag, dict(said))
        else:
            self.date = self.date or release_in(said.get("date") or said.get("ExtractionDate") or "")

    def _end(self, tag: str) -> None:
        self._open.pop()
        if self._disorder is None:
            return
        self._disorder.end(tag)
        if tag == "Disorder" and "Disorder" not in self._open:
            whole, self._disorder = self._disorder.close(), None
            _add(self.terms, _term(whole, self.date), f"Rad {self._parser.CurrentLineNumber}")

    def _data(self, text: str) -> None:
        if self._disorder is not None:
            self._disorder.data(text)
        elif self._open[-1:] == ["ShortIdentifier"]:
            self.licence += text.strip()
        elif self._open[-1:] == ["ExtractionDate"]:
            self.date = self.date or release_in(text)


def _refuse_document_type(*_said: object) -> None:
    raise refused("Filen är inte som Orphanets filer", "Den har en dokumenttyp (DTD) och läses inte. Hämta filen igen.")


def _term(disorder: "Element", release: str) -> Term:
    """One disorder; also one that is no longer used, which Orphanet lists with what came in its place."""
    name = disorder.find("Name")
    language = "" if name is None else name.get("lang", "en")
    if language not in {"", "en"}:
        raise refused("Filen är inte på engelska", "Hämta den engelska, som har en i namnet.")
    said = cell((disorder.findtext("Name") or "").strip())
    for before in _BEFORE_A_RETIRED_NAME:
        said = said.removeprefix(before)
    return Term(
        code=(disorder.findtext("OrphaCode") or "").strip(),
        system=ORPHA,
        name=said,
        synonyms=_texts(disorder, "SynonymList/Synonym"),
        suggestions=tuple(_icd(disorder)),
        release=release,
        retired_in=release if _is_retired(disorder) else "",
        moved_to=_moved_to(disorder),
        level=_level(disorder),
    )


def _texts(disorder: "Element", path: str) -> tuple[str, ...]:
    found = (cell(one.text or "") for one in disorder.iterfind(path))
    return tuple(dict.fromkeys(one for one in found if one))


def _icd(disorder: "Element") -> Iterator[str]:
    for one in disorder.iterfind("ExternalReferenceList/ExternalReference"):
        if (one.findtext("Source") or "").strip() == "ICD-10":
            code = cell(one.findtext("Reference") or "")
            if code:
                yield with_stop(code)


def _is_retired(disorder: "Element") -> bool:
    flags = _texts(disorder, "DisorderFlagList/DisorderFlag/Label")
    status = disorder.findtext("Totalstatus") or ""
    return "Inactive" in flags or status.strip().startswith("Inactive")


def _moved_to(disorder: "Element") -> str:
    for one in disorder.iterfind("DisorderDisorderAssociationList/DisorderDisorderAssociation"):
        if (one.findtext("DisorderDisorderAssociationType/Name") or "").strip() in {"Moved to", "Referred to"}:
            code = (one.findtext("TargetDisorder/OrphaCode") or "").strip()
            if code:
                return code
    return ""


def _level(disorder: "Element") -> str:
    said = disorder.findtext("ClassificationLevel/Name") or disorder.findtext("DisorderGroup/Name") or ""
    return _LEVELS.get(said.strip(), "")
