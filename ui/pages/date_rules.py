"""*Datumregler*: every rule that gives a day, where it stands, and the clinic's own in the place of the program's."""

from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from coordinator.dates import date_rules, own_rules_file, rules_digest, use_own_rules
from coordinator.editing_rules import edit_rule, new_wording, note_checked, remove_own, take_back
from coordinator.errors import CoordinatorError
from coordinator.own_date_rules import has_former
from ui.drafts import Drafts
from ui.finding_keeper import FindingKeeper
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.contacts_panel import Beside
from ui.pages.date_rules_panel import DateRulePanel
from ui.pages.date_rules_rows import RuleRow, columns, grouping, rows, searched
from ui.pages.view import View
from ui.parts import Boxed, Button, Kind, Picture, column, label, on_ground, row, scrolling, whole
from ui.preferences import Preferences
from ui.screen_reader import announce
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled

_PAUSE_MS = 120
_ABOUT = (
    "Reglerna gäller alla pärmar på den här datorn. De säger vilken dag något händer, aldrig vad vården ska göra. "
    "Överenskommelser som redan har fått en dag behåller den."
)


class DateRulesView(View):
    """The list, and the rule one is on beside it."""

    NAME = "date_rules"
    TITLE = "Datumregler"
    ICON = "calendar"

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._how_many = label("", "note")
        self.undo = Button("Ångra senaste ändringen", Kind.QUIET, icon="undo-2", press=self._take_back)
        self.fault = Fault()
        self.told = label("", wrap=True)
        self._faulty = Boxed("red_soft", bar="red")
        line = row(spacing=8)
        line.addWidget(Picture("triangle-alert", "red"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.told, 1)
        self._faulty.inside.addLayout(line)
        self.model: TableModel[RuleRow] = TableModel(columns(), searched, lambda _one: 0, self)
        self.model.group_by(grouping())
        self.table = TableView("Datumregler", self.model, lambda _row: False, self)
        self.table.setMinimumHeight(5 * row_height())
        self.panel = DateRulePanel(drafts)
        self._body = Beside(self.table, self.panel)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._follow)
        head = Flow(label(self.TITLE, "title"), self._how_many, self.undo, spacing=12)
        outer = column(head, label(_ABOUT, "note", wrap=True), self.fault, self._faulty, spacing=10)
        outer.addWidget(self._body, 1)
        outer.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        inside = whole(outer)
        on_ground(inside, "paper")
        self.area = scrolling(inside)
        self.setLayout(column(self.area, spacing=0))
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._see_where_one_is)
        self._connect()

    def _connect(self) -> None:
        table, panel = self.table, self.panel
        table.chosen.connect(self._pause.start)
        table.entered.connect(self._open)
        table.opened.connect(self._open)
        table.pressed_sign.connect(self._open)
        panel.left.connect(self._leave_panel)
        panel.edited.connect(self._edit)
        panel.checked.connect(self._check)
        panel.taken_back.connect(self._remove)

    def start(self, target: object = None) -> None:
        """Begin in the list; or at the rule whose key it is. The file is read again: others may have changed it."""
        before = rules_digest()
        use_own_rules(own_rules_file())
        self._show()
        if rules_digest() != before:
            self._follow_rules()
        if isinstance(target, str) and self.table.choose(target):
            self._open(target)
            return
        if self.table.current_id is None:
            self.table.choose_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    # What is shown

    def _show(self) -> None:
        found = rows()
        changed = sum(one.rule.own for one in found)
        self._how_many.setText(f"{len(found)} regler" + (f", {changed} ändrade av er" if changed else ""))
        self.undo.setVisible(has_former(own_rules_file()))
        faults = date_rules().faults
        self.told.setText("\n".join(faults))
        self._faulty.setVisible(bool(faults))
        self.model.show_rows(found)
        self.table.fit()
        self._follow()

    def _row(self, key: Hashable) -> RuleRow | None:
        return next((one for one in self.model.shown if one.id == key), None)

    def _follow(self) -> None:
        """Show the rule one is on, where one stands open already."""
        one = self._row(self.table.current_id) or self._row(self.panel.key)
        if one is not None and not self.panel.isHidden():
            self.panel.show_rule(one, self.session.today)

    def _open(self, id: Hashable, _column: int = 0) -> None:
        one = self._row(id)
        if one is not None:
            self.panel.show_rule(one, self.session.today)
            self._body.show_panel(shown=True)
            self.panel.start()
            self._settled.start()  # the panel has its size first when the layouts have had their turn

    def _see_where_one_is(self) -> None:
        """With large text the first field may be below what is seen, or above it since the last rule."""
        now = QApplication.focusWidget()
        if now is not None and self.panel.isAncestorOf(now):
            for area in (self.panel.area, self.area):
                area.ensureWidgetVisible(now, 0, scaled(60))

    def _leave_panel(self) -> None:
        self._body.show_panel(shown=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What can be done

    def _edit(self, key: str, name: str, text: str) -> None:
        deed = new_wording if name == "wording" else partial(edit_rule, name=name)
        before = rules_digest()
        try:
            deed(key, text=text, today=self.session.today)
        except CoordinatorError as error:
            self._show_if_other(before)
            self.panel.refuse(name, error)
        else:
            self._changed("Regeln är sparad.")
            self.panel.accept(name)
            self.drafts.keep_now()

    def _check(self, key: str, checked: bool) -> None:
        self._do(partial(note_checked, key, verified=checked), "Regeln är sparad.")

    def _remove(self, key: str) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # before the button that has the keyboard goes away
        self._do(partial(remove_own, key), "Programmets regel gäller igen.")

    def _take_back(self) -> None:
        self._do(take_back, "Den senaste ändringen är ångrad.")

    def _do(self, deed: Callable[[], None], words: str) -> None:
        before = rules_digest()
        try:
            deed()
        except CoordinatorError as error:
            self.fault.say(error)
            self._show()
            self._show_if_other(before)
        else:
            self._changed(words)

    def _show_if_other(self, before: str) -> None:
        """After a refusal: somebody else may have changed the rules meanwhile, and they hold here too."""
        if rules_digest() != before:
            self._show()
            self._follow_rules()

    def _changed(self, words: str) -> None:
        """Everything on screen follows the rules as they are now, and so do the gaps of all patients."""
        self.fault.say(None)
        self._show()
        announce(self, words)
        self._follow_rules()

    def _follow_rules(self) -> None:
        self.session.reckon_anew()
        FindingKeeper.of(self.session).start()
