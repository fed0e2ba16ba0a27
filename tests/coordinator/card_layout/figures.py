"""Invented cards to place: an ordinary one, one that says nothing, and parts to make others of."""

from dataclasses import replace
from datetime import date

from coordinator.entity import new_id
from coordinator.umi.card_figure import CardFacts, CardItem, CardPhone


def item(heading: str, text: str = "", english: str = "", english_text: str = "", *, severe: bool = False) -> CardItem:
    """A row; without English words where none are given."""
    return CardItem(new_id(), heading, text, english, english_text, severe)


PENICILLIN = item(
    "Livshotande överkänslighet: penicillin", "Ge inte betalaktam.",
    "Life-threatening hypersensitivity: penicillin", "Do not give beta-lactams.", severe=True,
)  # fmt: skip
AIRWAY = item("Trång luftväg", "Ring anestesi Östra före sövning.", "Narrow airway", "Call anaesthesia at Östra first.")
CORTISONE = item("Kortison, avbryt aldrig", "Stressdos vid feber.")
PHONES = (
    CardPhone("Fast vårdkontakt", "Care coordinator", "Karin Lindström", "010-123 45 67"),
    CardPhone("I akut läge", "In an emergency", "Anestesijouren, Östra", "010-111 22 33"),
    CardPhone("Närstående", "Family", "Mamma Eva", "070-174 06 05"),
)
USUAL = CardFacts(
    "Alva Testsson", "20091224-2385", date(2009, 12, 24), "Exempelsyndrom", (PENICILLIN, AIRWAY, CORTISONE),
    ("Inget känt som är viktigt i akuta lägen.", "Nothing known that matters in an emergency."), PHONES,
    "svenska, bildstöd", "Kontrollerat mot källan 2026-11-20.", date(2026, 11, 22), date(2027, 11, 20), practice=False,
)  # fmt: skip
NOTHING = replace(
    USUAL, items=(), phones=(), speaks="", source="", condition="",
    nothing=("Ingen har frågat än. Fråga mig, familjen eller vården.", "Not asked yet. Ask me or my clinic."),
)  # fmt: skip
TWELVE = replace(USUAL, items=tuple(item(f"Rad {n}", "Gör så här. " * 4, f"Row {n}", "Do so.") for n in range(12)))
