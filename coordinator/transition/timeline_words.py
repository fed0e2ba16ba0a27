"""The timeline as plain text: one sentence for all of it, and a line for each day and each contact."""

from coordinator.date_rule import DateSign
from coordinator.days_left import with_year
from coordinator.transition.standing import SwapState
from coordinator.transition.timeline_figure import Lane, Mark, Timeline

LAW = "Lag och stöd"
FROM_BIRTH = "räknat från födelsedatum"
CONTACTS = "Kontakter"
JOINT = "gemensamt möte"

_SIGNS = {DateSign.AGE: "", DateSign.BEGINS: "börjar", DateSign.LAST_DAY: "sista dag"}
_ENDS = ".!?…"


def says(shown: Timeline) -> str:
    """What the timeline shows, in one sentence."""
    count, holes = len(shown.lanes), shown.holes
    if not count:
        return "Tidslinjen har inga kontakter än."
    contacts = "1 kontakt" if count == 1 else f"{count} kontakter"
    if not holes:
        missing = "har en namngiven fortsättning" if count == 1 else "alla har en namngiven fortsättning"
    else:
        missing = "för 1 saknas vem som tar över" if holes == 1 else f"för {holes} saknas vem som tar över"
    return f"Tidslinje från {with_year(shown.today)} till {shown.last.year} med {contacts}: {missing}."


def in_words(shown: Timeline) -> list[tuple[str, list[str]]]:
    """Headings with their lines; those without lines are not there."""
    parts = [(LAW, list(map(mark_in_words, shown.marks))), (CONTACTS, list(map(lane_in_words, shown.lanes)))]
    return [(heading, lines) for heading, lines in parts if lines]


def mark_in_words(mark: Mark) -> str:
    """ "31 dec 2028: Fri tandvård, sista dag"."""
    sign = _SIGNS[mark.sign]
    said = sign and sign not in mark.text.casefold()
    return f"{with_year(mark.day)}{f', {sign}' if said else ''}: {mark.text}"


def lane_in_words(lane: Lane) -> str:
    """All that the timeline says of a contact."""
    return f"{lane.title}: {lane_says(lane)}"


def lane_says(lane: Lane) -> str:
    """The same without what the lane is called."""
    sentences = [_course(lane)]
    if lane.late:
        sentences.append("Dagen har passerat")
    if lane.joint is not None:
        sentences.append(f"{JOINT.capitalize()} {with_year(lane.joint)}")
    sentences += [f"{visit.text} {with_year(visit.day)}" for visit in lane.bookings]
    return " ".join(text if text[-1:] in _ENDS else f"{text}." for text in sentences)


def _course(lane: Lane) -> str:
    """Who answers until when, and who then."""
    if lane.state is SwapState.SAME:
        return f"{lane.today_words}, {SwapState.SAME.label.lower()}"
    if lane.swap is None:
        return f"{lane.today_words}, dagen är inte bestämd, sedan {_then(lane)}"
    if lane.state is SwapState.DONE:
        return f"{lane.then_words} sedan {with_year(lane.swap)}, före det {lane.today_words}"
    return f"{lane.today_words} till {with_year(lane.swap)}, sedan {_then(lane)}"


def _then(lane: Lane) -> str:
    return lane.then_words if lane.ok else lane.then_words[:1].lower() + lane.then_words[1:]
