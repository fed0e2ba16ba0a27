"""Pictures of every view, in each theme and at 100 and 200 % text, of the practice clinic: to be looked at."""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from coordinator.desk import Desk
from coordinator.errors import OutputError
from coordinator.exchange.record_json import record_json
from coordinator.passphrase import PRACTICE_PASSPHRASE
from coordinator.practice import fill_practice
from coordinator.record import Actor
from coordinator.sip.belonging import sips
from coordinator.sip.standing import SipStep
from coordinator.swedish import SWEDEN
from coordinator.transition.standing import TransitionStage
from coordinator.umi.kinds import AlertType
from coordinator.vaults import OpenVault, Vaults
from ui.dialogs import Dialogs
from ui.pages.contact_map import ContactMapPage
from ui.pages.papers import PapersPage
from ui.pages.sip import SipPage
from ui.pages.sip_meeting import MeetingEntry
from ui.pages.take_in import TakeInView
from ui.pages.transition import TransitionPage
from ui.pages.umi import UmiPage
from ui.parts_sheet import PartsSheet
from ui.preferences import Preferences
from ui.running import Running
from ui.session import Session
from ui.start.start_window import StartWindow
from ui.theme import THEMES, appearance
from ui.window import Window
from ui.worker import Worker

WIDTH, HEIGHT = 1366, 768
SCALES = (100, 200)
_NOW = datetime(2026, 11, 20, 9, 41, tzinfo=SWEDEN)
_ACTOR = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")
_PATIENCE_MS = 20_000


@dataclass(frozen=True)
class Shown:
    """One picture of the window: a page or a view, of a practice patient (her short name) or of none.

    ``target`` is where on the page; ``then`` is done there before the picture is made, as opening the palette, and
    ``after`` when it is made.
    """

    name: str
    page: str
    patient: str = ""
    target: object = None
    then: Callable[[Window], object] | None = None
    after: Callable[[Window], object] | None = None


def _of_three(name: str, page: str) -> tuple[Shown, ...]:
    """A page with what is usual on it, with nothing, and with very much."""
    return Shown(name, page, "barn"), Shown(f"{name}-tom", page, "tom"), Shown(f"{name}-120", page, "120-kontakter")


def _type_in_palette(text: str) -> Callable[[Window], object]:
    def type_it(window: Window) -> None:
        window.palette_over.turn()
        window.palette_over.field.setText(text)

    return type_it


def _close_palette(window: Window) -> None:
    window.palette_over.close_again()


def _for_the_school(window: Window) -> None:
    """The plan for somebody whom no consent covers."""
    page = window.page("papers")
    if isinstance(page, PapersPage):
        page.choices.to.write("Skolan i byn")
        page.choices.standing.ground.buttons[3].click()


def _read_map(window: Window) -> None:
    """From the drawing to the text, or back."""
    page = window.page("contact_map")
    if isinstance(page, ContactMapPage):
        page.head.words.click()


def _leave_new(name: str) -> Callable[[Window], object]:
    """What is begun here would be begun in the next picture too."""

    def leave(window: Window) -> None:
        page = window.page(name)
        if isinstance(page, SipPage | TransitionPage):
            page.beginning.leave()

    return leave


def _established_sip(step: SipStep) -> Callable[[Window], object]:
    """A step of the SIP whose plan is in force."""

    def show(window: Window) -> None:
        page, record = window.page("sip"), window.session.record
        found = [one.id for one in sips(record) if one.established_on] if record is not None else []
        if isinstance(page, SipPage):
            page.choose(found[0], step)

    return show


def _into_the_meeting(window: Window) -> None:
    page = window.page("sip")
    shown = page.panels.shown if isinstance(page, SipPage) else None
    if isinstance(shown, MeetingEntry):
        shown.begin.click()


def _to_the_swap(window: Window) -> None:
    """The panel of the swap that is chosen."""
    page = window.page("transition")
    if isinstance(page, TransitionPage) and page.swap.swap_id is not None:
        page.choose(page.swap.swap_id)


def _shut_stage(window: Window) -> None:
    page = window.page("transition")
    if isinstance(page, TransitionPage):
        page.stages.shut()


def _shut_planner(window: Window) -> None:
    page = window.page("transition")
    if isinstance(page, TransitionPage):
        page.close_planner()


def _new_alert(window: Window) -> None:
    """A hypersensitivity to a medicine, which has most fields."""
    page = window.page("umi")
    if isinstance(page, UmiPage):
        page.add.begin(AlertType.SUBSTANCE, "Bensylpenicillin")


def _leave_alert(window: Window) -> None:
    page = window.page("umi")
    if isinstance(page, UmiPage) and page.add.form is not None:
        page.add.form.cancel.click()


def _read_a_file(window: Window) -> None:
    """A file about her: one of her contacts has another number in it, and one is not known here."""
    record, view = window.session.record, window.view("take_in")
    if record is None or not isinstance(view, TakeInView):
        return
    content = json.loads(record_json(record, everything=True))
    known = content["entries"]["contact"]
    known[0]["phone"] = "018-238 00 10"
    known.append(known[1] | {"id": str(UUID(int=1)), "name": "Sanna Björk", "role": "dietist", "phone": ""})
    file = window.session.vault.path.with_name("fil.json")
    file.write_text(json.dumps(content), encoding="utf-8")
    view.panel.read_file(file)


def _leave_file(window: Window) -> None:
    view = window.view("take_in")
    if isinstance(view, TakeInView):
        view.panel.preview.leave.click()


VIEWS: tuple[Shown, ...] = (
    Shown("idag", "today"),
    Shown("patienter", "patients"),
    Shown("ny-patient", "new_patient"),
    *_of_three("oversikt", "overview"),
    *_of_three("kontakter", "contacts"),
    *_of_three("karta", "contact_map"),
    Shown("karta-text", "contact_map", "barn", then=_read_map, after=_read_map),
    *_of_three("luckor", "gaps"),
    *_of_three("vardplan", "care_plan"),
    *_of_three("sip", "sip"),
    Shown("sip-ny", "sip", "tom", target="new", after=_leave_new("sip")),
    *(Shown(f"sip-{number}-{step.stored}", "sip", "barn", step.stored) for number, step in enumerate(SipStep, 1)),
    Shown("sip-upprattad", "sip", "120-kontakter", then=_established_sip(SipStep.PLAN)),
    Shown("sip-folj-upp", "sip", "120-kontakter", then=_established_sip(SipStep.FOLLOW_UP)),
    Shown("sip-inskriven", "sip", "inskriven"),
    Shown("sip-motet", "sip", "barn", SipStep.MEETING.stored, then=_into_the_meeting),
    Shown("overgang", "transition", "fyller-18"),
    *_of_three("overgang", "transition")[1:],
    *_of_three("umi", "umi"),
    Shown("umi-fettsyra", "umi", "fettsyra"),
    Shown("umi-dravet", "umi", "dravet"),
    Shown("umi-ny", "umi", "tom", then=_new_alert, after=_leave_alert),
    Shown("overgang-byte", "transition", "fyller-18", then=_to_the_swap),
    Shown("overgang-skede", "transition", "fyller-18", TransitionStage.RECEIVER.stored, after=_shut_stage),
    Shown("overgang-forslag", "transition", "barn", "propose", after=_shut_planner),
    Shown("overgang-ny", "transition", "tom", target="new", after=_leave_new("transition")),
    *_of_three("intyg", "benefits"),
    *_of_three("tider", "appointments"),
    *_of_three("bevakningar", "reminders"),
    *_of_three("kontaktlogg", "contact_log"),
    Shown("anteckna-samtal", "contact_log", "barn", target="new"),
    *_of_three("journal", "journal"),
    *_of_three("remisser", "referrals"),
    *_of_three("om-patienten", "person")[:2],
    *_of_three("om-mig", "about_me")[:2],
    *_of_three("narstaende", "relatives"),
    Shown("narstaende-18", "relatives", "fyller-18"),
    *_of_three("diagnoser", "diagnoses")[:2],
    *_of_three("hjalpmedel", "devices")[:2],
    *_of_three("samtycken", "consents"),
    *_of_three("dokument", "papers"),
    Shown("dokument-annan-grund", "papers", "barn", then=_for_the_school),
    *_of_three("exportera", "exports")[:2],
    *_of_three("utlamnat", "shared")[:2],
    *_of_three("historik", "history"),
    Shown("alla-luckor", "all_gaps"),
    Shown("alla-overgangar", "all_transitions"),
    Shown("nyckeltal", "indicators"),
    Shown("lamna-over", "hand_over"),
    Shown("till-journalen", "to_journal"),
    Shown("sokord", "journal_headings"),
    Shown("hamta-in", "take_in"),
    Shown("hamta-in-fil", "take_in", "barn", then=_read_a_file, after=_leave_file),
    Shown("sok", "search"),
    Shown("sok-habilitering", "search", target="habilitering"),
    Shown("katalog", "directory"),
    Shown("kodverk", "term_lists"),
    Shown("datumregler", "date_rules"),
    Shown("installningar", "settings"),
    Shown("sakerhetskopior", "backups"),
    Shown("tangenter", "keys"),
    Shown("palett", "overview", "barn", then=_type_in_palette("karim"), after=_close_palette),
    Shown("palett-tom", "overview", "barn", then=_type_in_palette(""), after=_close_palette),
)
"""Every picture of the window. A new page or view is a line here, and is looked at by the tests from then on."""


def write_gallery(folder: Path, vaults: Vaults) -> Iterator[Path]:
    """Write the pictures to ``folder`` and give each file as it is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("Mappen kan inte skapas", "Kontrollera att du får skriva där.") from error
    for name, widget in on_screen(vaults):
        file = folder / f"{name}.png"
        widget.grab().save(str(file))
        yield file


def on_screen(vaults: Vaults) -> Iterator[tuple[str, QWidget]]:
    """Each view as large as a small laptop, in each theme and text size, and its name; there until the next."""
    app = QApplication.instance() or QApplication(["hallpunkt"])
    with tempfile.TemporaryDirectory() as there:
        vault_thread, side_thread = Worker("vault"), Worker("side")
        try:
            made: list[tuple[OpenVault, dict[str, UUID]]] = []
            vault_thread.run(lambda: _practice(Path(there) / "ovning.hallpunkt", vaults), made.append)
            wait_for(lambda: bool(made))
            vault, people = made[0]
            session = Session(vault, vault_thread, side_thread, Dialogs())
            preferences = Preferences(Path(there) / "hallpunkt.json")
            for theme in THEMES:
                for scale in SCALES:
                    appearance().apply(theme, scale)
                    shown = (_before(preferences, vaults, session), _window(preferences, session, people))
                    for name, widget in chain(*shown):
                        yield f"{name}-{theme.name}-{scale}", widget
            vault_thread.run(vault.close)
            wait_for(lambda: not vault_thread.busy)
        finally:
            vault_thread.stop()
            side_thread.stop()
    del app


def wait_for(done: Callable[[], bool]) -> None:
    """Let the window work until ``done``."""
    deadline = QDeadlineTimer(_PATIENCE_MS)
    tick = QTimer()  # what is waited for may come without an event
    tick.start(10)
    while not done():
        if deadline.hasExpired():
            raise TimeoutError("the window did not come to rest")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def lay_out(widget: QWidget) -> QWidget:
    """Show a widget at the size of a small laptop, and let its layouts come to rest."""
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    for _ in range(3):  # a layout may ask for another
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return widget


def _practice(path: Path, vaults: Vaults) -> tuple[OpenVault, dict[str, UUID]]:
    vault = vaults.create(
        path,
        passphrase=PRACTICE_PASSPHRASE,
        recovery_code=vaults.new_recovery_code(),
        actor=_ACTOR,
        clock=lambda: _NOW,
        practice=True,
    )
    return vault, {person.slug: person.patient_id for person in fill_practice(Desk(vault.store))}


def _window(preferences: Preferences, session: Session, people: dict[str, UUID]) -> Iterator[tuple[str, QWidget]]:
    """The window with each of its pages."""
    running = Running(session, preferences)
    wait_for(lambda: running.window is not None and not session.vault_thread.busy)
    window = running.window
    if window is None:
        raise RuntimeError("no window")
    running.inactivity.stop()
    here = ""
    for shown in sorted(VIEWS, key=lambda one: one.patient):  # each patient is opened once
        if shown.patient not in ("", here):
            here = shown.patient
            session.open_patient(people[shown.patient])
            wait_for(lambda: not session.vault_thread.busy)
        lay_out(window)  # a preview is made for the size the page has on screen
        window.show_page(shown.page, shown.target)
        if shown.then is not None:
            shown.then(window)
        wait_for(lambda: not (session.vault_thread.busy or session.side_thread.busy))
        yield shown.name, lay_out(window)
        if shown.after is not None:
            shown.after(window)
    session.setParent(None)
    window.close()
    window.deleteLater()
    running.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _before(preferences: Preferences, vaults: Vaults, session: Session) -> Iterator[tuple[str, QWidget]]:
    """The unlock window and the first run; they have threads of their own, and open nothing."""
    vault_thread, side_thread = Worker("unlock"), Worker("unlock side")
    try:
        for name, vault in (("las-upp", session.vault.path), ("forsta-gangen", None)):
            start = StartWindow(
                preferences, lambda: vaults, vault_thread, side_thread, Dialogs(), clock=lambda: _NOW, vault=vault
            )
            lay_out(start)
            wait_for(lambda: not vault_thread.busy)
            yield name, lay_out(start)
            if vault is None:
                yield from _first_run(start)
            start.close()
            start.deleteLater()
        sheet = PartsSheet()
        yield "delar", lay_out(sheet)
        sheet.close()
        sheet.deleteLater()
    finally:
        vault_thread.stop()
        side_thread.stop()


def _first_run(start: StartWindow) -> Iterator[tuple[str, QWidget]]:
    """The steps to a pärm of her own, as far as it is not made."""
    answers = (
        ("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen", "SMO-mottagningen"),
        ("korall mjölk trampa linjal", "korall mjölk trampa linjal"),
        (),
        (),
    )
    start.create_vault()
    for step, texts in enumerate(answers, 1):
        card = start.card
        for field, text in zip(card.findChildren(QLineEdit), texts, strict=False):
            field.setText(text)
        yield f"forsta-gangen-{step}", lay_out(start)
        if card.primary is not None and step < len(answers):
            card.primary.click()
            wait_for(lambda: not start.stage.vault_thread.busy and not start.stage.side_thread.busy)
