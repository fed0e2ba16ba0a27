"""*Kodverk*: the code lists on this computer, taken in from files one has downloaded, and the names one has added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.entity import new_id
from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.term_list_part import ListPart, ReportBox
from ui.pages.term_own_names import OwnNames
from ui.pages.view import View
from ui.parts import Button, Kind, Rule, Section, column, label, scrolling
from ui.preferences import Preferences
from ui.screen_reader import announce
from ui.session import Session
from ui.term_folder import term_folder
from ui.term_shelf import TermShelf
from ui.theme import scaled

if TYPE_CHECKING:  # what reads and writes lists is needed when somebody comes here, and no window is slower for it
    from coordinator.terms.imports import Prepared
    from coordinator.terms.kept_lists import Versions
    from coordinator.terms.own_names import OwnName
    from coordinator.terms.read_list import ListKind

_ABOUT = (
    "Här tar du in namn och koder ur filer som du själv har hämtat. Listorna ligger på den här datorn, utanför pärmen, "
    "och Hållpunkt hämtar inget från nätet. Det som redan är valt i en pärm står kvar som det var."
)
_KINDS = "Kodlistor (*.xml *.tsv *.csv *.txt *.gz);;Alla filer (*)"


@dataclass(frozen=True)
class Standing:
    """How the lists stand."""

    versions: "Mapping[ListKind, Versions]"
    names: "Sequence[OwnName]"
    sources: Sequence[str]
    curated: int


class TermListsView(View):
    """Nothing is changed before one has seen what would change and said yes."""

    NAME = "term_lists"
    TITLE = "Kodverk"
    ICON = "text-search"

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self.shelf = TermShelf.of(session)
        self.shelf.loaded.connect(self._show_faults)
        self.choose = Button("Ta in en lista ur en fil", Kind.PRIMARY, icon="folder-open", press=self._choose)
        self.progress = label("", "strong", wrap=True)
        self.fault = Fault()
        self.report = ReportBox()
        self.report.accepted.connect(self._take_in)
        self.report.declined.connect(self._decline)
        self.told = label("", "strong", wrap=True)
        self.damaged = label("", "danger", wrap=True)
        self.curated = label("", "note", wrap=True)
        self._lists = column(spacing=14)
        self.parts: dict[str, ListPart] = {}
        self.names = OwnNames(session, drafts)
        self.names.changed.connect(self.read)
        self.sources = label("", "note", wrap=True)
        self._prepared: Prepared | None = None
        for one in (self.progress, self.told, self.damaged):
            one.hide()
        inner = column(
            Flow(label(self.TITLE, "title"), self.choose, spacing=16), self.fault, self.progress, self.told,
            self.report, label(_ABOUT, wrap=True), self.damaged, self._lists, self.curated, Rule(), self.names, Rule(),
            Section("Varifrån namnen kommer"), self.sources, 1, spacing=12,
        )  # fmt: skip
        inner.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(20))
        inside = QWidget()
        inside.setLayout(inner)
        inside.setMaximumWidth(scaled(1000))
        self.area = scrolling(inside)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.area, spacing=0))

    def start(self, target: object = None) -> None:
        """On what one came to do."""
        self._to_top()
        self.read()

    def _to_top(self) -> None:
        """Where one begins, and where it is said how something went."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)

    # How it stands

    def read(self) -> None:
        """Read how the lists stand, and let whoever uses them have them as they are."""
        self.session.side_thread.run(_standing, self._show)
        self.shelf.load()

    def _show(self, standing: Standing) -> None:
        from coordinator.terms.imports import number
        from coordinator.terms.read_list import ListKind

        for kind in ListKind:
            if kind.value not in self.parts:
                part = self.parts[kind.value] = ListPart(kind)
                part.put_back_wanted.connect(partial(self._put_back, kind))
                self._lists.addWidget(part)
            self.parts[kind.value].show_versions(standing.versions.get(kind), self.session.today)
        self.curated.setText(
            f"Svenska namn på sällsynta hälsotillstånd som följer med Hållpunkt: {number(standing.curated)}."
        )
        self.names.show_names(standing.names)
        self.sources.setText("\n".join(standing.sources))

    def _show_faults(self) -> None:
        faults = self.shelf.lists.faults if self.shelf.lists is not None else ()
        self.damaged.setText("\n".join(faults))
        self.damaged.setVisible(bool(faults))

    # Taking one in

    def _choose(self) -> None:
        if self.progress.isVisible():
            return  # one at a time
        path = self.session.dialogs.open_path(self, "Välj filen med kodlistan", _KINDS)
        if path is not None:
            self._clear()
            self._say_progress("Läser filen och jämför med listan som finns …")
            store = self.session.vault.store
            self.session.vault_thread.run(lambda: store.blank(new_id()).now, partial(self._prepare, path), self._refuse)

    def _prepare(self, path: Path, at: datetime) -> None:
        self.session.side_thread.run(partial(_prepared, path, at), self._ask, self._refuse)

    def _ask(self, prepared: "Prepared") -> None:
        self._say_progress("")
        if prepared.report.already_there:
            self._tell("Den filen är redan intagen. Inget har ändrats.")
            return
        self._prepared = prepared
        self.report.show_report(prepared.report)

    def _take_in(self) -> None:
        prepared = self._prepared
        if prepared is not None:
            self._clear()
            self._say_progress("Sparar listan …")
            self.session.side_thread.run(partial(_taken_in, prepared), self._taken, self._refuse)

    def _taken(self, words: str) -> None:
        self._end(words)

    def _decline(self) -> None:
        self._prepared = None
        self._end("Listan togs inte in. Inget har ändrats.")

    def _put_back(self, kind: "ListKind") -> None:
        self._clear()
        self._say_progress("Lägger tillbaka den förra …")
        self.session.side_thread.run(partial(_put_back, kind), self._taken, self._refuse)

    def _end(self, words: str) -> None:
        self._clear()
        self._tell(words)
        self.read()

    def _refuse(self, error: CoordinatorError) -> None:
        self._clear()
        self.fault.say(error)

    def _clear(self) -> None:
        self._prepared = None
        self._to_top()  # before the verb that has the keyboard is hidden: it would go to who stands next in the row
        self.fault.say(None)
        self.report.hide()
        self.told.hide()
        self._say_progress("")

    def _say_progress(self, words: str) -> None:
        self.progress.setText(words)
        self.progress.setVisible(bool(words))
        if words:
            announce(self.progress, words)

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        announce(self.told, words)


def _standing() -> Standing:
    from coordinator.terms.attribution import attribution
    from coordinator.terms.curated import curated_terms
    from coordinator.terms.own_names import own_names
    from coordinator.terms.term_lists import TermLists

    folder = term_folder()
    return Standing(folder.versions(), own_names(folder), attribution(TermLists(folder)), len(curated_terms()))


def _prepared(path: Path, at: datetime) -> "Prepared":
    from coordinator.terms.imports import prepare

    return prepare(path, term_folder(), at=at)


def _taken_in(prepared: "Prepared") -> str:
    from coordinator.terms.imports import take_in

    take_in(prepared, term_folder())
    return f"{prepared.kept.kind.title} är intagen."


def _put_back(kind: "ListKind") -> str:
    from coordinator.terms.term import release_in_words

    held = term_folder().put_back(kind)
    return f"{kind.title}, utgåva {release_in_words(held.now.release)}, gäller igen."
