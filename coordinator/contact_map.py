"""The map of a patient's contacts: everybody who is one today by area of life, and the roles that nobody holds."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.contact_standing import Standings, area_of, map_texts, roles_in_words
from coordinator.days_left import with_year
from coordinator.documents.phrases import is_old, workplace_of
from coordinator.exchanges import Exchange, exchanges
from coordinator.gap import Gap
from coordinator.map_figure import MapArea, MapDot, MapFigure, MapMark, MapRing
from coordinator.protection import contacts_to_print, shareable
from coordinator.shared_paper import SharedPaper
from coordinator.swedish import add_months, sort_key

if TYPE_CHECKING:
    from coordinator.record import Record

_MONTH = timedelta(days=30)
_HALF_YEAR_MONTHS = 6
_NAMED_EXCHANGES = 6
"""With more than these, how many they are is said: each of the others says it too."""


@dataclass(frozen=True)
class MapNode:
    """One contact on the map, or a role that nobody holds.

    key: the contact's id; of a missing role its `Assignment`, or the word of the gap. gap: the most serious one of its
    own, as in the contact list. held: the roles in law it holds today.
    """

    key: Hashable
    contact: Contact | None = field(repr=False)
    category: ContactCategory
    dot: MapDot
    gap: Gap | None = None
    next_time: date | None = None
    held: tuple[ContactRole, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ContactMap:
    """The nodes by area in the figure's order: ``nodes[i][j]`` is ``figure.areas[i].dots[j]``."""

    nodes: tuple[tuple[MapNode, ...], ...]
    figure: MapFigure
    _record: "Record" = field(repr=False, compare=False)
    _whole: "ContactMap | None" = field(default=None, repr=False, compare=False)

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Who exchanges information with whom of those on the map; read when asked for, as the consents take time."""
        keys = {node.key for nodes in self.nodes for node in nodes}
        known = exchanges(self._record) if self._whole is None else self._whole.exchanges
        return tuple(one for one in known if {one.from_key, one.to_key} <= keys)

    def narrowed(self, keep: Callable[[MapNode], bool]) -> "ContactMap":
        """The same map with those only that ``keep`` lets pass: the middle says how many of all that is."""
        every = [node for nodes in self.nodes for node in nodes]
        return replace(_drawn(self._record, every, [node for node in every if keep(node)]), _whole=self)

    @property
    def gap_count(self) -> int:
        """How many contacts have a gap, and how many roles are missing: as many as the list shows under Luckor."""
        return sum(node.gap is not None for nodes in self.nodes for node in nodes)


def contact_map(record: "Record", *, keep: Callable[[MapNode], bool] | None = None) -> ContactMap:
    """The map for the screen: every current contact and every missing role, of these those that ``keep`` lets pass."""
    standings = Standings(record)
    contacts = [contact for contact in record.all(Contact) if contact.is_current]
    nodes = _nodes(record, contacts, standings, map_texts()["says"])
    whole = _drawn(record, nodes, nodes)
    return whole if keep is None else whole.narrowed(keep)


def printed_map(record: "Record") -> ContactMap:
    """The map for paper and pictures: whom the patient wants on paper, without what is protected.

    Of the gaps only those stand there that are the patient's to know: a role that is missing, a time that is not
    booked. What else is to be mended is the coordinator's own, and who got a paper is nobody else's business.
    """
    shared = shareable(record)  # who is left out is still somewhere in it, so that her role is not said to be missing
    standings = Standings(shared)
    says = {key: words for key, words in map_texts()["says"].items() if key in map_texts()["on_paper"]}
    nodes = _nodes(shared, contacts_to_print(shared), standings, says)
    return _drawn(replace(record, entries={**record.entries, SharedPaper: ()}), nodes, nodes)


def _nodes(
    record: "Record",
    contacts: Sequence[Contact],
    standings: Standings,
    says: Mapping[str, str],
) -> list[MapNode]:
    """A node for each contact and each missing role, in order. says: the gaps that make a mark, and their words."""
    today = record.today
    places: dict[str, set[str]] = {}
    for contact in contacts:
        places.setdefault(contact.heading.casefold(), set()).add(_place(contact))
    nodes = [
        _node(contact, today, standings, says, with_place=len(places[contact.heading.casefold()]) > 1)
        for contact in contacts
    ]
    nodes += [
        MapNode(one.key, None, one.area, MapDot(one.gap.title, "", MapMark.GAP, MapRing.LATER, missing=True), one.gap)
        for one in standings.missing
    ]
    return sorted(nodes, key=_order)


def _node(contact: Contact, today: date, standings: Standings, says: Mapping[str, str], *, with_place: bool) -> MapNode:
    held, found = standings.held(contact), standings.gaps(contact)
    said = ", ".join(dict.fromkeys(says[gap.key] for gap in found if gap.key in says))
    next_time = standings.states.next_time(contact)
    if standings.states.coordinates(contact):
        mark = MapMark.COORDINATES
    elif said:
        mark = MapMark.GAP
    else:
        never_or_old = contact.checked_on is None or is_old(contact, today)
        mark = MapMark.OLD if never_or_old else MapMark.CURRENT
    role = _role(contact, held, with_place=with_place)
    dot = MapDot(contact.heading, role, mark, _ring(next_time, today), contact.important_in_emergency, said)
    gap = next((gap for gap in found if gap.key in says), None)
    return MapNode(contact.id, contact, area_of(contact, held), dot, gap, next_time, held)


def _role(contact: Contact, held: Sequence[ContactRole], *, with_place: bool) -> str:
    """What tells who it is: the role, else the workplace; both for somebody who is at several."""
    role = roles_in_words(contact, held)
    return ", ".join(filter(None, (role, _place(contact)))) if with_place else role or _place(contact)


def _place(contact: Contact) -> str:
    return workplace_of(contact) or contact.place.strip()


def _ring(next_time: date | None, today: date) -> MapRing:
    if next_time is None:
        return MapRing.LATER
    if next_time <= today + _MONTH:
        return MapRing.MONTH
    return MapRing.HALF_YEAR if next_time <= add_months(today, _HALF_YEAR_MONTHS) else MapRing.LATER


def _drawn(record: "Record", every: Sequence[MapNode], nodes: Sequence[MapNode]) -> ContactMap:
    """The map of ``nodes``, which are all there are or some of them."""
    by_area = {area: tuple(node for node in nodes if node.category is area) for area in ContactCategory}
    filled = {area: found for area, found in by_area.items() if found}
    titles = map_texts()["areas"]
    areas = tuple(MapArea(titles[area.stored], tuple(node.dot for node in found)) for area, found in filled.items())
    centre = record.patient.calling_name or "Patienten"
    below = _below(record, *(sum(node.contact is not None for node in found) for found in (nodes, every)))
    return ContactMap(tuple(filled.values()), MapFigure(centre, below, _says(every, nodes, below), areas), record)


def _below(record: "Record", many: int, of_all: int) -> str:
    if many != of_all:
        return f"{many} av {of_all} kontakter"
    left_out = not of_all and any(contact.is_current for contact in record.all(Contact))
    return "inga kontakter" if left_out else how_many(of_all)


def _order(node: MapNode) -> tuple[int, tuple[str, ...], str, str]:
    """Roles in law first, then the missing ones in the order of the gaps, what has a gap, what is acute, and by name.

    The last word is the key's, so that the order is always the same.
    """
    dot = node.dot
    if node.contact is None:
        return 2, (), "", ""
    if node.held:
        rank = 0 if dot.mark is MapMark.COORDINATES else 1
    else:
        rank = 3 if dot.mark is MapMark.GAP else 4 if dot.acute else 5
    return rank, sort_key(dot.name), dot.role, str(node.key)


def how_many(contacts: int) -> str:
    """ "inga kontakter än", "1 kontakt", "40 kontakter"."""
    return "inga kontakter än" if not contacts else "1 kontakt" if contacts == 1 else f"{contacts} kontakter"


def _says(every: Sequence[MapNode], nodes: Sequence[MapNode], below: str) -> str:
    """What the map shows, in one sentence, for whoever does not see it."""
    gaps = sum(node.gap is not None for node in nodes)
    areas = len({node.category for node in nodes if node.contact is not None})
    said = [below + (f" i {areas} {'livsområde' if areas == 1 else 'livsområden'}" if areas else "")]
    said.append("inga luckor" if not gaps else "1 lucka" if gaps == 1 else f"{gaps} luckor")
    said += [f"{node.dot.name} samordnar" for node in every if node.dot.mark is MapMark.COORDINATES]
    said += ["ingen samordnar" for node in every if node.key is Assignment.FIXED_CARE_CONTACT]
    sentence = ", ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def in_words(map: ContactMap) -> list[tuple[str, list[str]]]:
    """The map as text: each area's title with how many are in it, and a line for each of them in the same order.

    A fact that is current needs no words: what is said is what differs.
    """
    names = {node.key: node.dot.name for nodes in map.nodes for node in nodes}
    others: dict[Hashable, list[tuple[Hashable, Sequence[str]]]] = {}
    for one in map.exchanges:
        others.setdefault(one.from_key, []).append((one.to_key, one.ways))
        others.setdefault(one.to_key, []).append((one.from_key, one.ways))
    return [
        (_title(area.title, nodes), [_line(node, _with_whom(others.get(node.key, ()), names)) for node in nodes])
        for area, nodes in zip(map.figure.areas, map.nodes, strict=True)
    ]


def _title(title: str, nodes: Sequence[MapNode]) -> str:
    contacts = sum(node.contact is not None for node in nodes)
    missing = len(nodes) - contacts
    said = [title, *[how_many(contacts)] * bool(contacts)]
    return ", ".join([*said, *[how_many_missing(missing)] * bool(missing)])


def how_many_missing(roles: int) -> str:
    """ "1 roll saknas", "2 roller saknas"."""
    return "1 roll saknas" if roles == 1 else f"{roles} roller saknas"


def _line(node: MapNode, with_whom: str) -> str:
    dot = node.dot
    if node.contact is None:
        return dot.name
    said = [dot.name, dot.role]
    if dot.mark in (MapMark.COORDINATES, MapMark.OLD):
        said.append(dot.mark.label)
    said += [dot.says, "viktig i akut läge" if dot.acute else ""]
    if node.next_time:
        said.append(f"ses {with_year(node.next_time)}")
    elif map_texts()["says"]["contact_no_time"] not in dot.says:
        said.append("ingen tid inlagd")
    return ", ".join(filter(None, (*said, with_whom)))


def _with_whom(others: Sequence[tuple[Hashable, Sequence[str]]], names: Mapping[Hashable, str]) -> str:
    if not others:
        return ""
    if len(others) > _NAMED_EXCHANGES:
        return f"utbyter information med {len(others)} kontakter"
    said = sorted((sort_key(names[key]), f"{names[key]} ({' och '.join(ways)})") for key, ways in others)
    return f"utbyter information med {', '.join(words for _, words in said)}"
