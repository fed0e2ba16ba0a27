"""One thing that was handed out, open: how, by whom, on which ground, what was kept back, and the paper again."""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget

from coordinator.consent_state import how_long
from coordinator.disclosure import Disclosure
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.shared_paper import Ground, SharedPaper
from ui.form_flow import Flow
from ui.parts import Button, Kind, clear, column, label, selectable, whole
from ui.screen_reader import announce

_PROTECTED = "Någons uppgifter är skyddade nu. Skriv ut planen som den är i dag i stället för en äldre version."
_GROUP = 8
"""So many signs of a checksum are read together, and a line may end after them."""
_SEAL = "Filens kontrollsumma (SHA-256)"


class SharedBody(QWidget):
    """One thing that was handed out, open: by whom, on which consent, what was kept back, and the paper again."""

    def __init__(
        self,
        show: Callable[[int], object],
        print_again: Callable[[int], object],
        to_consent: Callable[[UUID | None], object],
    ) -> None:
        super().__init__()
        self._to_consent = to_consent
        self.disclosure: Disclosure | None = None
        self._words = column(spacing=4)
        self.show_paper = Button("Visa papperet", icon="file-text", press=partial(self._act, show))
        self.print = Button("Skriv ut igen", icon="printer", press=partial(self._act, print_again))
        self.consent = Button("Till samtycket", Kind.QUIET, icon="signpost", press=self._go_to_consent)
        self.copy = Button("Kopiera kontrollsumman", Kind.QUIET, icon="copy", press=self._copy)
        actions = whole(Flow(self.show_paper, self.print, self.consent, self.copy, spacing=6))
        self._why_not = label(_PROTECTED, "note", wrap=True)
        self.setLayout(column(self._words, actions, self._why_not, spacing=8))

    def show_disclosure(self, disclosure: Disclosure, record: Record) -> None:
        """Show it as it stands today."""
        self.disclosure = disclosure
        protected = hides_anything(record)
        clear(self._words)
        for title, text in _facts(disclosure, record):
            self._words.addWidget(label(title, "note"))
            said = label(text, wrap=True)
            self._words.addWidget(selectable(said) if title == _SEAL else said)
        for button in (self.show_paper, self.print):
            button.setVisible(bool(disclosure.number))
            button.setEnabled(not protected)
            button.setAccessibleName(f"{button.text()}: version {disclosure.number}")
        self.copy.setVisible(bool(disclosure.sha256))
        self._why_not.setVisible(protected and bool(disclosure.number))
        self.consent.setVisible(disclosure.needs_consent)
        self.consent.say("Till samtycket" if disclosure.consents else "Se samtycken")

    def _act(self, act: Callable[[int], object]) -> None:
        if self.disclosure is not None:
            act(self.disclosure.number)

    def _copy(self) -> None:
        """Lay the checksum where it can be pasted from: it tells nothing of the patient."""
        if self.disclosure is not None:
            QApplication.clipboard().setText(self.disclosure.sha256)
            announce(self.copy, "Kontrollsumman är kopierad")

    def _go_to_consent(self) -> None:
        found = self.disclosure.consents if self.disclosure is not None else ()
        self._to_consent(found[0].id if found else None)


def _facts(one: Disclosure, record: Record) -> Iterator[tuple[str, str]]:
    if one.ground is not None and one.ground is not Ground.CONSENT:
        note = one.paper.ground_note.strip() if one.paper is not None else ""
        yield "Grund", f"{one.ground.label}: {note}" if note else f"{one.ground.label}."
    elif not one.needs_consent:
        yield "Samtycke", "Lämnat till patienten själv: inget samtycke behövs."
    elif not one.consents:
        yield "Samtycke", "Vilket samtycke det vilar på är inte noterat. Välj samtycke i vårdplanen."
    for consent in one.consents:
        chosen = "Samtycke" if one.paper is not None else "Samtycke, ur vårdplanen"
        title = chosen if one.named else "Samtycke till utlämnande som gällde den dagen"
        given = f"{consent.given_by.strip()} {consent.given_on.isoformat()}, till {consent.recipients.strip()}"
        yield title, f"{given}. {how_long(consent, record)}."
        yield "Gäller uppgifter", consent.covers.strip()
        if not consent.is_valid_on(one.day):
            yield "Den dagen", "Samtycket gällde inte den dag papperet lämnades ut."
    if one.withheld:
        yield "Fick inte lämnas", ". ".join(text.rstrip(".") for text in one.withheld) + "."
    if one.hides:
        yield "Stod inte på papperet", "Skyddade uppgifter."
    if one.paper is not None:
        yield from _of_paper(one.paper)


def _of_paper(paper: SharedPaper) -> Iterator[tuple[str, str]]:
    """What is noted of the paper itself."""
    if paper.left_out:
        yield "Delar som inte togs med", ", ".join(section.label for section in paper.left_out) + "."
    lying = ", liggande" if paper.landscape else ""
    carried = " Uppgifterna följde med i filen." if paper.with_record else ""
    yield "Så lämnades det", f"{paper.way.label}. {paper.lettering.label}{lying}.{carried}"
    yield _SEAL, " ".join(paper.sha256[at : at + _GROUP] for at in range(0, len(paper.sha256), _GROUP))
