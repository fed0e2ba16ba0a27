"""*Journalens sökord*: the clinic's own, in its own order, and what stands under each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from coordinator.errors import RuleError
from coordinator.exchange.journal_headings import MOST, PARTS, Heading, headings_of, problems, unplaced, written
from coordinator.settings import JOURNAL_HEADINGS, Settings, Source
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_flow import Flow, tab_after
from ui.pages.journal_heading_row import HeadingRow
from ui.pages.view import View
from ui.parts import Boxed, Button, Kind, Picture, Rule, column, label, on_ground, row, scrolling, whole
from ui.preferences import Preferences
from ui.screen_reader import announce
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import JOURNAL_HEADINGS as COMMAND

_ABOUT = (
    "Skriv sökorden som de heter i ert journalsystem, i samma ordning. Under vart och ett står vad programmet skriver "
    "där. Det gäller alla i pärmen, och sparas medan du ändrar."
)
_LOCKED = "Verksamheten har låst sökorden. Den som sköter datorerna kan ändra dem."
_WIDEST = 1000


class JournalHeadingsView(View):
    """The sökord below each other. What cannot stand is told in place, and is not saved before it is put right."""

    NAME = COMMAND.name
    TITLE = COMMAND.title
    ICON = COMMAND.icon

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self.rows: list[HeadingRow] = []
        self._saved: tuple[Heading, ...] = ()
        self._former: list[tuple[Heading, ...]] = []
        self.origin = label("", "note")
        self.undo = Button("Ångra", Kind.QUIET, icon="undo-2", press=self._take_back)
        self.back = Button("Tillbaka till programmets egna", Kind.QUIET, icon="history", press=self._go_back)
        self.fault = Fault()
        self.loose = _Loose()
        self._lines: QVBoxLayout = column(spacing=0)
        self._body = whole(self._lines)
        self.add = Button("Nytt sökord", icon="plus", press=self._add)
        self.locked = label(_LOCKED, "strong", wrap=True)
        inner = column(
            Flow(label(self.TITLE, "title"), self.origin, self.undo, self.back, spacing=12),
            label(_ABOUT, wrap=True), self.locked, self.fault, self.loose, Rule(), self._body, row(self.add, 1), 1,
            spacing=10,
        )  # fmt: skip
        inner.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(20))
        inside = whole(inner)
        inside.setMaximumWidth(scaled(_WIDEST))
        on_ground(inside, "paper")
        self.area = scrolling(inside)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.area, spacing=0))

    def start(self, target: object = None) -> None:
        """Read them as they are, and go to the first."""
        self._former.clear()
        self.session.vault_thread.run(self.session.vault.store.settings, self._begin)

    def _begin(self, settings: Settings) -> None:
        self._show(settings)
        first = self.rows[0].field if self.rows and self._body.isEnabled() else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Showing

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The sökord as they stand on screen."""
        return tuple(one.heading for one in self.rows)

    def _show(self, settings: Settings, *, goes_on: bool = False) -> None:
        """Show what is saved; ``goes_on``: something else is being written by now, and that stays."""
        source = settings.source(JOURNAL_HEADINGS)
        found = headings_of(settings)
        if found != self.headings and not goes_on:
            self._lay_out(found)
        self._saved = found
        is_own = source is Source.OWN and bool(settings.value(JOURNAL_HEADINGS))
        of_clinic = source in (Source.CLINIC, Source.LOCKED) and bool(settings.value(JOURNAL_HEADINGS))
        self.origin.setText("Era egna" if is_own else source.value if of_clinic else "Programmets egna")
        self.back.setVisible(is_own)
        is_locked = source is Source.LOCKED
        self.locked.setVisible(is_locked)
        self.add.setVisible(not is_locked)
        self._body.setEnabled(not is_locked)
        self._tell()

    def _lay_out(self, headings: Sequence[Heading]) -> None:
        for gone in self.rows:
            self._let_go(gone)
        self.rows = [self._made(one) for one in headings]
        for one in self.rows:
            self._lines.addWidget(one)
        self._put_tabs()

    def _made(self, heading: Heading) -> HeadingRow:
        made = HeadingRow(heading)
        made.renamed.connect(self._changed)
        made.move_wanted.connect(partial(self._move, made))
        made.removal_wanted.connect(partial(self._remove, made))
        made.part_wanted.connect(partial(self._place_part, made))
        made.part_gone.connect(partial(self._drop_part, made))
        return made

    def _let_go(self, gone: HeadingRow) -> None:
        self._lines.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _tell(self) -> None:
        """What is wrong, what stands nowhere, and what each row may be given."""
        headings = self.headings
        wrong = problems(headings)
        of_rows = [[one for one in wrong if _is_about(one, number, row)] for number, row in enumerate(headings, 1)]
        others = [one for one in wrong if not any(one in row for row in of_rows)]
        self.fault.say(RuleError("Inte sparat", " ".join(others)) if others else None)
        under = {key: one.text for one in headings for key in one.parts}
        for place, one in enumerate(self.rows):
            one.show_place(place, len(self.rows))
            one.show_faults(of_rows[place])
            one.offer([(key, under.get(key, "")) for key in PARTS if key not in one.parts])
        self.loose.show_parts(unplaced(headings))
        self.undo.setVisible(bool(self._former))
        self.add.setEnabled(len(self.rows) < MOST)

    # Changing

    def _changed(self, said: str = "") -> None:
        """Save what stands on screen, unless it cannot stand."""
        headings = self.headings
        if headings == self._saved:
            self._tell()
            return
        if not self._former or self._former[-1] != self._saved:
            self._former.append(self._saved)
        self._tell()
        if not problems(headings):
            self._save(written(headings), said)

    def _save(self, value: str | None, said: str = "") -> None:
        sent = self.headings

        def saved(settings: Settings) -> None:
            self._show(settings, goes_on=self.headings != sent)
            announce(self, f"{said}. Sparat" if said else "Sparat")

        self.session.choose(JOURNAL_HEADINGS, value, saved, self.fault.say)

    def _move(self, one: HeadingRow, by: int) -> None:
        place = self.rows.index(one)
        if not 0 <= place + by < len(self.rows):
            return
        focus = self.focusWidget()
        self.rows.insert(place + by, self.rows.pop(place))
        self._lines.insertWidget(place + by, one)
        self._put_tabs()
        self._changed(f"{one.heading.text} är nummer {place + by + 1}")
        if focus is not None and one.isAncestorOf(focus):
            (focus if focus.isEnabled() else one.field).setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(one)

    def _add(self) -> None:
        made = self._made(Heading("", ()))
        self.rows.append(made)
        self._lines.addWidget(made)
        self._put_tabs()
        made.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()
        made.show_faults(())  # it has just been begun

    def _remove(self, one: HeadingRow) -> None:
        place = self.rows.index(one)
        self.rows.remove(one)
        after = self.rows[min(place, len(self.rows) - 1)].field if self.rows else self.add
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self._let_go(one)
        self._changed(f"Borttaget: {one.heading.text}")

    def _place_part(self, one: HeadingRow, key: str) -> None:
        for other in self.rows:
            if key in other.parts:
                other.show_parts(tuple(part for part in other.parts if part != key))
        one.show_parts((*one.parts, key))
        one.chips[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _drop_part(self, one: HeadingRow, key: str) -> None:
        one.show_parts(tuple(part for part in one.parts if part != key))
        one.add.show()
        one.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _take_back(self) -> None:
        """As it was before the last change."""
        former = self._former.pop()
        self._lay_out(former)
        self._saved = former
        self._tell()
        self._save(written(former), "Ångrat")
        (self.undo if self._former else self.rows[0].field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        """The program's own again."""
        self._former.append(self._saved)
        self.undo.show()
        self.undo.setFocus(Qt.FocusReason.OtherFocusReason)
        self._save(None, "Programmets egna sökord gäller")

    def _put_tabs(self) -> None:
        before = self.back
        for one in self.rows:
            tab_after(before, one)
            before = one.add
        tab_after(before, self.add)


def _is_about(problem: str, number: int, heading: Heading) -> bool:
    """Whether a problem is told of that sökord: by its number, or by its words."""
    text = heading.text.strip()
    named = bool(text) and (problem.startswith(f"{text} är ") or f": {text}. " in problem)
    return named or problem.startswith(f"Sökord {number} ")


class _Loose(Boxed):
    """Tells which parts stand under no sökord: they do not come with the note."""

    def __init__(self) -> None:
        super().__init__("amber_soft", bar="amber")
        self.words = label("", wrap=True)
        line = row(Picture("circle-dashed", "amber"), spacing=10)
        line.addWidget(self.words, 1)
        self.inside.addLayout(line)
        self.hide()

    def show_parts(self, keys: Sequence[str]) -> None:
        """Name them."""
        named = ", ".join(PARTS[key] for key in keys)
        self.words.setText(f"Står inte under något sökord, och kommer inte med i anteckningen: {named}.")
        self.setVisible(bool(keys))
