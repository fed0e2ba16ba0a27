"""What each sort of line in Idag is called in words that name nobody, what its key says, and how it is finished.

A line is known by the kind of its entry and by which of the entry's days it is; both stand in its key.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from coordinator.dates import date_rules
from coordinator.gap import rule_named
from coordinator.today.matter import MatterKind


class Finishing(Enum):
    """How a line is finished: there and then with a note, by saying that it is seen to, or on its own page."""

    DEED = "deed"
    MARK = "mark"
    PLACE = "place"


@dataclass(frozen=True)
class Sort:
    """One sort of line. called: it names nobody, and may lie on a desk. place: what to do where it is finished."""

    kind: MatterKind
    called: str
    verb: str
    finishing: Finishing
    place: str = ""


class Keyed(Protocol):
    """A line, found or stored."""

    @property
    def key(self) -> str: ...

    @property
    def kind(self) -> MatterKind: ...


JOURNAL, GAP, AGE = "journal", "gap", "patient"
"""How the keys begin of lines that are about no entry of their own."""
ANSWERS = "answers"
"""Which day of a SIP meeting it is by which the invitations are to be answered."""

_DEED, _MARK, _PLACE = Finishing.DEED, Finishing.MARK, Finishing.PLACE
_K = MatterKind
_SORTS: dict[tuple[str, str], Sort] = {
    ("appointment", ""): Sort(_K.MEETING, "Besök eller möte", "Se tiden", _DEED),
    ("contact", ""): Sort(_K.MEETING, "Planerad kontakt", "Se kontakten", _DEED),
    ("reminder", ""): Sort(_K.REMINDER, "Bevakning", "Se bevakningen", _DEED),
    ("referral", ""): Sort(_K.ANSWER, "Svar på remiss", "Se remissen", _DEED),
    ("assistive_device", ""): Sort(_K.DEVICE, "Service av hjälpmedel", "Se hjälpmedlet", _DEED),
    ("sip_meeting", ""): Sort(_K.MEETING, "SIP-möte", "Till mötet", _PLACE, "Anteckna där att mötet hölls."),
    ("sip_meeting", ANSWERS): Sort(
        _K.SIP, "Svar på kallelse till SIP", "Se svaren", _PLACE, "Anteckna där vad var och en svarar."
    ),
    ("sip", ""): Sort(_K.SIP, "Följ upp SIP", "Följ upp", _PLACE, "Gå igenom raderna i planen där."),
    ("hospital_stay", "admission_notice"): Sort(
        _K.SIP, "Bevaka inskrivningsmeddelande", "Se vårdtillfället", _PLACE, "Anteckna där när meddelandet kom."
    ),
    ("hospital_stay", "sip_invitation"): Sort(
        _K.SIP, "Kalla till SIP efter utskrivning", "Kalla till SIP", _PLACE,
        "Kalla där, eller skriv varför SIP inte behövs.",
    ),
    ("hospital_stay", "written_summary"): Sort(
        _K.SIP, "Lämna skriftlig sammanfattning", "Se vårdtillfället", _PLACE, "Anteckna där när den lämnades."
    ),
    ("care_plan", "review"): Sort(
        _K.PLAN, "Gå igenom vårdplanen", "Gå igenom", _PLACE, "Gå igenom planen och skriv nästa översyn där."
    ),
    ("care_goal", "follow_up"): Sort(
        _K.PLAN, "Följ upp mål i vårdplanen", "Följ upp", _PLACE, "Välj där hur det gick med målet."
    ),
    ("intervention", "start"): Sort(_K.PLAN, "Insats ska börja", "Till planen", _DEED),
    ("intervention", "due"): Sort(_K.PLAN, "Insats ska vara klar", "Till planen", _DEED),
    ("intervention", "follow_up"): Sort(
        _K.PLAN, "Följ upp insats", "Till planen", _PLACE, "Skriv resultatet och en ny dag där."
    ),
    ("transition", "swap"): Sort(
        _K.TRANSITION, "Övergång", "Se övergången", _PLACE, "Anteckna där hur långt övergången har kommit."
    ),
    ("transition", "joint_meeting"): Sort(
        _K.MEETING, "Gemensamt möte inför övergång", "Se övergången", _PLACE, "Anteckna där att mötet hölls."
    ),
    ("transition", "first_visit"): Sort(
        _K.TRANSITION, "Första besök efter övergång", "Se övergången", _PLACE, "Anteckna där att besöket är gjort."
    ),
    ("transition_follow_up", "follow_up"): Sort(
        _K.TRANSITION, "Följ upp övergång", "Följ upp", _PLACE, "Svara där på om kontakten fungerar."
    ),
    ("transition_task", "agreed"): Sort(_K.TRANSITION, "Överenskommelse i övergång", "Se övergången", _DEED),
    ("alert_information", "check"): Sort(
        _K.EMERGENCY, "Kontrollera UMI mot journalen", "Kontrollera", _PLACE, "Jämför med journalen och anteckna där."
    ),
    ("alert_information", "ends"): Sort(
        _K.EMERGENCY, "UMI slutar gälla", "Kontrollera", _PLACE, "Ge raden en ny sista dag där, eller avsluta den."
    ),
    ("emergency_information", "ends"): Sort(
        _K.EMERGENCY, "Akutinformation slutar gälla", "Förnya", _PLACE, "Förnya texten där."
    ),
    ("emergency_card", "ends"): Sort(
        _K.EMERGENCY, "Akutkort slutar gälla", "Skriv nytt", _PLACE, "Skriv ett nytt kort där."
    ),
    ("benefit", "supplement"): Sort(_K.BENEFIT, "Skicka komplettering", "Se stödet", _DEED),
    ("benefit", "answer"): Sort(_K.BENEFIT, "Beslut om stöd", "Se stödet", _PLACE, "Anteckna beslutet där."),
    ("benefit", "ends"): Sort(
        _K.BENEFIT, "Stöd som slutar", "Förnya", _PLACE, "Påbörja en förnyelse där, eller avsluta stödet."
    ),
    ("benefit", "renew"): Sort(
        _K.BENEFIT, "Ansök igen om stöd", "Förnya", _PLACE, "Påbörja en förnyelse där, eller avsluta stödet."
    ),
    ("benefit", "appeal"): Sort(_K.BENEFIT, "Sista dag att överklaga", "Se stödet", _MARK),
    ("certificate", "request"): Sort(_K.BENEFIT, "Begär intyg", "Se intyget", _DEED),
    ("certificate", "answer"): Sort(_K.BENEFIT, "Väntar på intyg", "Se intyget", _DEED),
    ("certificate", "send"): Sort(_K.BENEFIT, "Skicka in intyg", "Se intyget", _DEED),
    (JOURNAL, ""): Sort(_K.JOURNAL, "Uppgifter till journalen", "Till journalen", _DEED),
}  # fmt: skip
_GAP = Sort(_K.GAP, "Lucka", "Se luckan", _PLACE, "Luckan försvinner när det som saknas är ifyllt.")
_AGE = Sort(_K.AGE, "Ålder som ändrar något", "Öppna", _MARK)
_OTHER = Sort(_K.REMINDER, "Något att se till", "Öppna", _PLACE, "Där står vad det gäller.")


def sort_named(entry_kind: str, sort: str = "") -> Sort:
    """The sort of a line that is about that day of that kind of entry."""
    if entry_kind == AGE:
        return _AGE
    return _SORTS.get((entry_kind, sort), _OTHER)


def sort_of(line: Keyed) -> Sort:
    """The sort of a line, found or stored."""
    head, _, rest = line.key.partition(":")
    if head == GAP:
        return _GAP
    return sort_named(head, rest.partition(":")[2])


def called(line: Keyed) -> str:
    """What sort of thing the line is, in the program's own words: no name, no unit and nothing anybody has written."""
    head, _, rest = line.key.partition(":")
    if head == GAP:
        rule = rule_named(rest)
        return rule.name if rule is not None else _GAP.called
    sort = rest.partition(":")[2]
    if head == AGE:
        age = date_rules().rule(sort)
        return age.name if age is not None else _AGE.called
    return _SORTS[head, sort].called if (head, sort) in _SORTS else line.kind.label
