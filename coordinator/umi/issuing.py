"""Cards that leave and come back: what stood on them, who has them, and which are no longer true."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Change, Edit
from coordinator.errors import RuleError
from coordinator.shared_paper import SharedPaper
from coordinator.umi.belonging import cards_out
from coordinator.umi.card import EmergencyCard
from coordinator.umi.card_facts import CARD, SHEETS, card_valid_until, facts_said, notice_said, sheet_said
from coordinator.umi.rules import alert_rules

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class CardStanding:
    """A card that is out, held against today: the lines it has that are no longer true, and those it lacks."""

    card: EmergencyCard
    gone: tuple[str, ...]
    lacks: tuple[str, ...]
    expired: bool
    expires_soon: bool

    @property
    def is_outdated(self) -> bool:
        """Whether it says anything else than it would today, or its last day has passed."""
        return self.expired or bool(self.gone or self.lacks)


def standings(record: "Record") -> list[CardStanding]:
    """Every card that is out, those that are no longer true first."""
    cards = cards_out(record)
    if not cards:
        return []
    today = {paper: said_on(record, paper).splitlines() for paper in {one.paper for one in cards}}
    return sorted((_standing(record, one, today[one.paper]) for one in cards), key=lambda one: not one.is_outdated)


def said_on(record: "Record", paper: str) -> str:
    """What that paper says today, one fact a line: the sheets everything, the others what was chosen for the card."""
    if paper in SHEETS:
        return sheet_said(record)
    return facts_said(record) if paper == CARD else notice_said(record)


def _standing(record: "Record", card: EmergencyCard, today: list[str]) -> CardStanding:
    then = card.facts.splitlines()
    until = card.valid_until
    notice = record.today + timedelta(days=alert_rules().notice_days)
    expired = until is not None and until < record.today
    return CardStanding(
        card,
        tuple(line for line in then if line not in today),
        tuple(line for line in today if line not in then),
        expired,
        until is not None and not expired and until <= notice,
    )


def issued(record: "Record", noted: SharedPaper, copies: int) -> EmergencyCard:
    """What is kept of a card that goes to somebody with the paper ``noted``."""
    return EmergencyCard(
        patient_id=record.patient_id,
        paper=noted.paper,
        title=noted.title,
        holder=noted.to,
        copies=copies,
        issued_on=record.today,
        issued_by=record.actor.name,
        valid_until=card_valid_until(record, whole=noted.paper in SHEETS),
        facts=said_on(record, noted.paper),
        shared_paper_id=noted.id,
    )


def call_in_card(record: "Record", /, card_id: UUID, *, note: str = "") -> Change:
    """The card has come back, or was thrown away."""
    card = record.get(EmergencyCard, card_id)
    if card.called_in_on is not None:
        raise RuleError("Kortet är redan inne", f"Det noterades {card.called_in_on.isoformat()}.")
    return Change("Kortet är inne", (Edit(replace(card, called_in_on=record.today, called_in_note=note.strip())),))


def name_holder(record: "Record", /, card_id: UUID, *, holder: str, copies: int) -> Change:
    """Who has the cards, and how many they are."""
    card = record.get(EmergencyCard, card_id)
    return Change("Vem som har kortet är ändrat", (Edit(replace(card, holder=holder.strip(), copies=copies)),))
