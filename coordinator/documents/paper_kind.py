"""A kind of document that a record can become: in which ways it can be made, and what makes it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from coordinator.document import Document
from coordinator.documents.subject import Subject
from coordinator.lettering import Lettering
from coordinator.record import Record


@dataclass(frozen=True)
class Paper:
    """A kind of document: the word for it in commands and file names, what it is called, and what makes it.

    letterings: those it can be made in, the usual one first. make_easy: what makes it in the lettering EASY, since a
    text that is easy to read has a wording of its own. make_landscape: what makes it lying down, with more columns;
    None when there is no choice. a3: whether it may be on paper of twice the size. sections: whether parts of it can
    be left out. make_copies: what makes it with so many of what is cut out of it, up to most_copies.
    for_patient_only: it is never given to anybody else. carries_record: the record goes with it, as files
    (`carries`). locked: it tells so much that it is saved as a file only with a password; on paper it needs none.
    to_another: it is written to somebody else than the patient, and is never hers unless that is chosen.

    A paper about one of several has ``subjects``, which finds them, and ``make_about``, which makes it about one of
    them; ``make`` is then what makes it about none, or None when it is always about one. subject_label: what is asked
    in the window. subject_option: the word for it on the command line. no_subject: what to do when there is none.
    to_each: every subject is a letter to somebody of its own. to_meeting: and calls her to a meeting.
    """

    name: str
    title: str
    help: str
    make: Callable[[Record], Document] | None
    letterings: tuple[Lettering, ...] = (Lettering.STANDARD,)
    make_easy: Callable[[Record], Document] | None = None
    make_landscape: Callable[[Record], Document] | None = None
    a3: bool = False
    sections: bool = False
    make_copies: Callable[[Record, int], Document] | None = None
    most_copies: int = 1
    for_patient_only: bool = False
    carries_record: bool = False
    locked: bool = False
    to_another: bool = False
    subjects: Callable[[Record], list[Subject]] | None = None
    make_about: Callable[[Record, UUID], Document] | None = None
    make_about_landscape: Callable[[Record, UUID], Document] | None = None
    subject_label: str = "Vilken SIP"
    subject_option: str = "sip"
    no_subject: str = "Det finns ingen SIP än. Skapa den på sidan SIP."
    to_each: bool = False
    to_meeting: bool = False

    @property
    def landscape(self) -> bool:
        """Whether it may also lie down."""
        return self.make_landscape is not None or self.make_about_landscape is not None

    def subjects_of(self, record: Record) -> list[Subject]:
        """What it can be about in this record."""
        return self.subjects(record) if self.subjects is not None else []

    def all_made(self, record: Record) -> list[Document]:
        """Every document it can become of this record, as it usually is: about nothing, and about each subject."""
        about_none = [self.make(record)] if self.make is not None else []
        return about_none + [self.made(record, about=one.id) for one in self.subjects_of(record)]

    def carries(self, lettering: Lettering) -> bool:
        """Whether the record goes with it: never with the easy text, which leaves out most of what the files hold."""
        return self.carries_record and lettering is not Lettering.EASY

    def made(
        self,
        record: Record,
        lettering: Lettering = Lettering.STANDARD,
        *,
        landscape: bool = False,
        a3: bool = False,
        about: UUID | None = None,
        copies: int = 1,
    ) -> Document:
        """The document in one of its letterings, lying down or on A3, with so many of what is cut out of it; what it
        cannot be made in is ValueError.
        """
        if not 1 <= copies <= self.most_copies:
            raise ValueError(f"{self.name} is not made with {copies} copies")
        if lettering not in self.letterings or (landscape and lettering is not Lettering.STANDARD):
            raise ValueError(f"{self.name} is not made in {lettering.stored}")
        if a3 and (not self.a3 or lettering is not Lettering.STANDARD):
            raise ValueError(f"{self.name} is not made on A3")
        if a3:
            return replace(self.made(record, landscape=landscape, about=about), a3=True)
        if lettering is Lettering.EASY and self.make_easy is not None:
            return self.make_easy(record)
        if copies > 1 and self.make_copies is not None:
            return replace(self.make_copies(record, copies), lettering=lettering)
        return replace(self._standing_or_lying(record, about, landscape=landscape), lettering=lettering)

    def _standing_or_lying(self, record: Record, about: UUID | None, *, landscape: bool) -> Document:
        if about is None:
            make = self.make_landscape if landscape else self.make
            if make is not None:
                return make(record)
        else:
            make_about = self.make_about_landscape if landscape else self.make_about
            if make_about is not None:
                return make_about(record, about)
        raise ValueError(f"{self.name} is not made {'lying down' if landscape else 'so'}")
