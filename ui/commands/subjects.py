"""Which of the things a paper can be about the options mean: a SIP by its number, a letter by whom it is to."""

import argparse
from typing import Any

from coordinator.documents.paper_kind import Paper
from coordinator.documents.subject import Subject
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.sharing import recipient_named
from coordinator.sip.belonging import meetings_of, sips
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip
from coordinator.swedish import folded
from ui.output_options import count_up_to

_MOST = 999


def add_subject_options(parser: argparse.ArgumentParser, to: Any, paper: Paper) -> None:
    """Which subject, for a paper that has them; and for letters which meeting, and all of them at once."""
    parser.set_defaults(number=None, meeting=None, all=False)
    if paper.subjects is None:
        return
    parser.add_argument(
        f"--{paper.subject_option}", dest="number", type=count_up_to(_MOST), metavar="N",
        help=f"{paper.subject_label.lower()}, när det finns flera: numret på den",
    )  # fmt: skip
    if paper.to_meeting:
        add_meeting_option(parser)
    if paper.to_each:
        to.add_argument(
            "--all", action="store_true", help="alla brev: i en PDF, eller vart och ett i en mapp om --out är en mapp"
        )


def add_meeting_option(parser: argparse.ArgumentParser) -> None:
    """``--meeting``, which is needed only when several are planned."""
    kinds = ", ".join(f"{kind.stored} = {kind.label}" for kind in SipMeetingKind)
    parser.add_argument(
        "--meeting",
        choices=[kind.stored for kind in SipMeetingKind],
        metavar="MÖTE",
        help=f"vilket möte, när flera är planerade ({kinds}); SIP-mötet om inget anges",
    )


def subject_meant(record: Record, arguments: argparse.Namespace) -> Subject | None:
    """What the paper is to be about; None when it is about nothing of the kind. RuleError when it cannot be told."""
    paper: Paper = arguments.paper
    if paper.subjects is None or (arguments.number is None and paper.make is not None):
        return None
    if paper.to_each:
        found = letters_meant(record, arguments)
        is_meant = arguments.number is not None and not paper.to_meeting
        return found[0] if is_meant else _letter_to(record, arguments.to, found, paper)
    return _of_number(paper, paper.subjects_of(record), arguments.number)[0]


def letters_meant(record: Record, arguments: argparse.Namespace) -> list[Subject]:
    """The letters to one meeting, of the SIP with that number; else all there are, or the one with that number."""
    paper: Paper = arguments.paper
    known = paper.subjects_of(record)
    if not paper.to_meeting and known and arguments.number is None:
        return known
    found = _of_number(paper, known, arguments.number)
    if not paper.to_meeting:
        return found
    meetings = [record.get(SipMeeting, record.get(SipInvitation, one.id).meeting_id) for one in found]
    meant = _meant(list({one.id: one for one in meetings}.values()), arguments.meeting)
    return [one for one, meeting in zip(found, meetings, strict=True) if meeting.id == meant.id]


def meeting_meant(record: Record, arguments: argparse.Namespace) -> SipMeeting:
    """The meeting that the options mean, of those that have not been held. RuleError when there is none."""
    known = [Subject(one.id, "", one.number) for one in sips(record) if one.is_open]
    sip = record.get(Sip, _numbered(known, arguments.number, "sip", "Det finns ingen öppen SIP.")[0].id)
    to_come = [one for one in meetings_of(record, sip.id) if one.held_on is None]
    return _meant(to_come, arguments.meeting)


def _of_number(paper: Paper, found: list[Subject], number: int | None) -> list[Subject]:
    return _numbered(found, number, paper.subject_option, paper.no_subject)


def _numbered(found: list[Subject], number: int | None, option: str, none: str) -> list[Subject]:
    """Those with the number; without one those of the only number there is."""
    numbers = sorted({one.number for one in found})
    if not numbers:
        raise RuleError("Det finns inget att skriva", none)
    known = ", ".join(map(str, numbers))
    if number is None and len(numbers) > 1:
        raise RuleError("Det finns flera", f"Lägg till --{option} och numret på den som menas: {known}.")
    if number is not None and number not in numbers:
        raise RuleError(f"Det finns ingen med nummer {number}", f"De som finns har nummer {known}.")
    return [one for one in found if number in (None, one.number)]


def _meant(meetings: list[SipMeeting], kind: str | None) -> SipMeeting:
    """That kind of meeting; else the SIP meeting, else the first."""
    wanted = SipMeetingKind.of(kind) if kind else SipMeetingKind.PLANNING
    for one in meetings:
        if one.kind is wanted:
            return one
    if kind or not meetings:
        raise RuleError("Mötet finns inte", "Planera det på sidan SIP, eller välj ett annat med --meeting.")
    return meetings[0]


def _letter_to(record: Record, name: str, found: list[Subject], paper: Paper) -> Subject:
    """The letter to the one who is called so."""
    meant = recipient_named(record, name)
    hers = [one for one in found if one.to is not None and (one.to == meant or folded(one.to.name) == folded(name))]
    if not hers and paper.to_meeting:
        raise RuleError("Mottagaren är inte kallad", "Lägg till mottagaren bland deltagarna i SIP, eller skriv --all.")
    option = f"--{paper.subject_option} och numret"
    if not hers:
        raise RuleError("Inget brev är till den", f"Skriv namnet som det står i pärmen, {option}, eller --all.")
    if len(hers) > 1 and not paper.to_meeting:
        raise RuleError("Det finns flera brev till den", f"Lägg till {option} på det som menas.")
    return hers[0]
