"""Every command of the window, once: menus, buttons, keys, the palette and the sheet of keys read it here."""

from dataclasses import dataclass
from enum import Enum

from coordinator.page import Page


class Group(Enum):
    """Under which heading a command stands in the sheet of keys and in the palette."""

    GO = "Gå till"
    WRITE = "Skriv och lägg till"
    GIVE = "Skriv ut och lämna ut"
    SCREEN = "Skärmen"
    VAULT = "Pärmen"


@dataclass(frozen=True)
class Command:
    """``name`` is stable; ``title`` says what happens; ``keys`` as Qt writes them, or none; ``words``: what else it may
    be called by whoever looks for it; of_patient: only when a patient is on screen.
    """

    name: str
    title: str
    group: Group
    icon: str
    keys: str = ""
    words: str = ""
    of_patient: bool = False


_PAGE_ICONS = {
    Page.OVERVIEW: "house",
    Page.CONTACTS: "users",
    Page.CONTACT_MAP: "waypoints",
    Page.GAPS: "circle-dashed",
    Page.CARE_PLAN: "clipboard-list",
    Page.SIP: "handshake",
    Page.UMI: "shield-alert",
    Page.TRANSITION: "route",
    Page.BENEFITS: "badge-check",
    Page.APPOINTMENTS: "calendar",
    Page.REMINDERS: "clock",
    Page.CONTACT_LOG: "message-square",
    Page.JOURNAL: "notebook-pen",
    Page.REFERRALS: "file-output",
    Page.PERSON: "id-card",
    Page.ABOUT_ME: "user",
    Page.RELATIVES: "heart-handshake",
    Page.DIAGNOSES: "star",
    Page.DEVICES: "accessibility",
    Page.CONSENTS: "signpost",
    Page.PAPERS: "file-text",
    Page.EXPORTS: "folder-output",
    Page.SHARED: "share-2",
    Page.HISTORY: "history",
}
_PAGE_WORDS = {
    Page.OVERVIEW: "viktigt nästa",
    Page.CONTACTS: "telefon nummer vem",
    Page.CONTACT_MAP: "karta bild nätverk ringar vilka",
    Page.GAPS: "saknas försenat hål brister tysta regler",
    Page.CARE_PLAN: "mål insatser plan",
    Page.SIP: "samordnad individuell plan möte kallelse uppföljning utskrivning inskriven",
    Page.UMI: "uppmärksamhetsinformation varning allergi överkänslighet smitta akutkort akutblad akutinformation",
    Page.TRANSITION: "övergång vuxen barn byte mottagare tidslinje checklista 18 år",
    Page.BENEFITS: "intyg stöd bidrag försäkringskassan ansökan beslut förnya lss färdtjänst skolskjuts",
    Page.APPOINTMENTS: "besök tid bokning kalender samla besök",
    Page.REMINDERS: "påminnelse att göra uppgift",
    Page.CONTACT_LOG: "samtal anteckning logg",
    Page.JOURNAL: "kopiera klistra sökord införd journalsystem överföra ej överfört",
    Page.REFERRALS: "remiss svar väntar",
    Page.PERSON: "namn nummer adress språk tolk skyddade uppgifter akut",
    Page.ABOUT_ME: "egna ord viktigt för mig",
    Page.RELATIVES: "anhörig förälder vårdnadshavare god man förvaltare företrädare",
    Page.DIAGNOSES: "sjukdom tillstånd orpha",
    Page.DEVICES: "rullstol service trasig",
    Page.CONSENTS: "medgivande återkalla",
    Page.PAPERS: "papper skriv ut pdf spara lösenord lämna ut registerutdrag",
    Page.EXPORTS: "fil fhir rivta kalender csv vcard registerutdrag importera hämta in överlämning",
    Page.SHARED: "utskrift utlämnad delat",
    Page.HISTORY: "ändringar vem när tidigare borttaget",
}


_LATER_KEYS = {Page.UMI: "Ctrl+U", Page.BENEFITS: "Ctrl+E", Page.JOURNAL: "Ctrl+Shift+J", Page.EXPORTS: "Ctrl+Shift+E"}
"""Of pages that came when the numbers were given away."""
_PAGE_KEYS = _LATER_KEYS | {
    page: f"Alt+{number % 10}" for number, page in enumerate((one for one in Page if one not in _LATER_KEYS), 1)
    if number <= 10
}  # fmt: skip


def _page(page: Page) -> Command:
    keys = _PAGE_KEYS.get(page, "")
    return Command(page.stored, page.label, Group.GO, _PAGE_ICONS[page], keys, _PAGE_WORDS[page], of_patient=True)


PAGES: dict[str, Command] = {page.stored: _page(page) for page in Page}
"""How to go to each page of the patient on screen."""

PALETTE = Command("palette", "Sök eller gör", Group.GO, "search", "Ctrl+K", "kommando palett hitta")
TODAY = Command(
    "today", "Idag", Group.GO, "sun", "Ctrl+D", "dagens lista försenat att göra möten väntar bevakningar morgon"
)
INDICATORS = Command(
    "indicators", "Nyckeltal", Group.GO, "chart-column", "", "statistik andel uppföljning verksamhet diagram strategi"
)
HAND_OVER = Command(
    "hand_over", "Lämna över patienter", Group.GIVE, "arrow-right-left", "", "byta fast vårdkontakt kollega ta över"
)
TO_JOURNAL = Command(
    "to_journal", "Till journalen, alla patienter", Group.GO, "notebook-pen", "",
    "ej överfört journalsystem kopiera väntar införd",
)  # fmt: skip
TAKE_IN = Command(
    "take_in",
    "Hämta in en fil",
    Group.WRITE,
    "file-input",
    "Ctrl+I",
    "importera öppna pdf plan från annan mottagning fhir",
)
PATIENTS = Command("patients", "Patienter", Group.GO, "users", "Ctrl+F", "sök patient lista alla")
ALL_GAPS = Command("all_gaps", "Alla luckor", Group.GO, "list", "Ctrl+G", "saknas försenat alla patienter regler")
ALL_TRANSITIONS = Command(
    "all_transitions", "Alla övergångar", Group.GO, "route", "", "habilitering team unga vuxen skede mottagare"
)
SEARCH = Command("search", "Sök i allt som är skrivet", Group.GO, "search", "Ctrl+Shift+F", "text hitta fritext")
NEXT_PANE = Command("next_pane", "Nästa del av fönstret", Group.GO, "chevron-right", "F6", "panel fokus")
NEW_PATIENT = Command(
    "new_patient", "Ny patient", Group.WRITE, "user-plus", "Ctrl+Shift+N", "lägg till registrera person"
)
NEW_CONTACT = Command(
    "new_contact", "Ny kontakt", Group.WRITE, "plus", "Ctrl+N", "lägg till telefonnummer", of_patient=True
)
IMPORT_CONTACTS = Command(
    "import_contacts", "Ta in flera kontakter", Group.WRITE, "plus", "", "importera klistra csv vcard excel signatur",
    of_patient=True,
)  # fmt: skip
NOTE_CALL = Command(
    "note_call",
    "Anteckna samtal",
    Group.WRITE,
    "phone-call",
    "Ctrl+J",
    "logga ringde möte kontaktlogg",
    of_patient=True,
)
NEW_REMINDER = Command(
    "new_reminder", "Ny bevakning", Group.WRITE, "clock", "Ctrl+B", "påminn kom ihåg följ upp", of_patient=True
)
NEW_APPOINTMENT = Command(
    "new_appointment", "Ny tid", Group.WRITE, "calendar", "Ctrl+T", "boka besök möte", of_patient=True
)
NEW_SIP = Command(
    "new_sip", "Ny SIP", Group.WRITE, "handshake", "", "samordnad individuell plan skapa börja", of_patient=True
)
NEW_ALERT = Command(
    "new_alert", "Ny UMI", Group.WRITE, "shield-alert", "",
    "uppmärksamhetsinformation varning allergi överkänslighet smitta lägg till", of_patient=True,
)  # fmt: skip
NEW_TRANSITION = Command(
    "new_transition", "Ny övergång", Group.WRITE, "route", "", "byte mottagare överföring vuxen flytt sjukhus hem",
    of_patient=True,
)  # fmt: skip
NEW_BENEFIT = Command(
    "new_benefit", "Nytt intyg eller stöd", Group.WRITE, "badge-check", "",
    "bidrag ansökan försäkringskassan kommunen lss förnya läkarutlåtande lägg till", of_patient=True,
)  # fmt: skip
UNDO = Command("undo", "Ångra senaste ändringen", Group.WRITE, "undo-2", "Ctrl+Z", "tillbaka fel")
PRINT = Command(
    "print", "Skriv ut vårdplanen", Group.GIVE, "printer", "Ctrl+P", "papper pdf lämna ut min vårdplan", of_patient=True
)
LARGER = Command("larger", "Större text", Group.SCREEN, "a-large-small", "Ctrl++", "zooma in")
SMALLER = Command("smaller", "Mindre text", Group.SCREEN, "a-large-small", "Ctrl+-", "zooma ut")
NORMAL = Command("normal", "Text i vanlig storlek", Group.SCREEN, "a-large-small", "Ctrl+0", "100 procent")
THEME = Command("theme", "Ljust, mörkt eller hög kontrast", Group.SCREEN, "contrast", "Ctrl+Shift+D", "tema färger")
KEYS = Command("keys", "Alla tangenter", Group.SCREEN, "keyboard", "F1", "hjälp snabbkommandon kortkommandon")
SETTINGS = Command("settings", "Inställningar", Group.VAULT, "settings", "Ctrl+,", "val alternativ")
BACKUPS = Command("backups", "Säkerhetskopior", Group.VAULT, "hard-drive", "", "kopia backup återställ")
DIRECTORY = Command("directory", "Katalog", Group.GO, "folder-open", "", "enheter csd ern kommuner regioner centrum")
DATE_RULES = Command(
    "date_rules",
    "Datumregler",
    Group.VAULT,
    "calendar",
    "",
    "regler åldrar 18 år ledtid källa administratör utskrivning",
)
TERM_LISTS = Command(
    "term_lists", "Kodverk", Group.VAULT, "text-search", "", "kodlista orpha icd diagnoskoder svenska namn"
)
JOURNAL_HEADINGS = Command(
    "journal_headings", "Journalens sökord", Group.VAULT, "list", "", "rubriker journaltext anteckning mall"
)
LOCK = Command("lock", "Lås", Group.VAULT, "lock", "Ctrl+L", "logga ut stäng")

COMMANDS: tuple[Command, ...] = (
    PALETTE, TODAY, PATIENTS, ALL_GAPS, ALL_TRANSITIONS, TO_JOURNAL, INDICATORS, SEARCH, DIRECTORY,
    *PAGES.values(), NEXT_PANE,
    NEW_CONTACT, IMPORT_CONTACTS, NOTE_CALL, NEW_REMINDER, NEW_APPOINTMENT, NEW_SIP, NEW_ALERT, NEW_TRANSITION,
    NEW_BENEFIT, NEW_PATIENT, TAKE_IN, UNDO, PRINT, HAND_OVER,
    LARGER, SMALLER, NORMAL, THEME, KEYS,
    SETTINGS, BACKUPS, DATE_RULES, TERM_LISTS, JOURNAL_HEADINGS, LOCK,
)  # fmt: skip


def spoken(keys: str) -> str:
    """The keys as they are written to be read: "Ctrl N"."""
    return keys.replace("++", "+plus").replace("+", " ").replace("plus", "+")


IN_LISTS = (
    ("Tab", "Nästa fält eller knapp, Skift Tab tillbaka"),
    ("Piltangenter", "Flytta i en lista eller tabell"),
    ("Enter", "Öppna, eller göra det som står på raden"),
    ("Ctrl Enter", "Lägga till det som är ifyllt"),
    ("Alt Enter", "Visa allt om kontakten"),
    ("F2", "Ändra i rutan"),
    ("Ctrl V", "I kontaktlistan: ta in det som är kopierat"),
    ("Ctrl A", "Välja alla eller inga när man tar in kontakter"),
    ("Alt pil vänster, Alt pil höger", "Steget bredvid i en SIP"),
    ("J, N, O", "SIP-kallelse: kommer, kommer inte, ombud"),
    ("Alt pil upp, Alt pil ned", "Flytta raden; Idag: nästa rad"),
    ("Alt S, Alt K", "Idag och bevakningar: skjut upp, klart"),
    ("Ctrl O", "Idag: öppna patienten"),
    ("Alt J, Alt I", "Till journalen: införd, inte än"),
    ("1 till 9", "SIP-mötet: vem som är här"),
    ("R, K, S, P, I", "SIP-mötet: huvudman för raden"),
    ("K, P, E, Ä", "Följa upp SIP: klart, pågår, ej, ändrat"),
    ("K, B", "Överenskommelse: klart, behövs inte"),
    ("J, N", "Bytet fungerar, fungerar inte"),
    ("K", "UMI: kontrollerad i dag; intyg: nästa steg"),
    ("1 till 4", "Checklistan: välja svaret"),
    ("A till Ö", "Tidslinjen: nästa som börjar så"),
    ("Delete", "Ta bort; det går att ångra"),
    ("Mellanslag", "Öppna och stänga en grupp, kryssa för"),
    ("Ctrl pil upp, Ctrl pil ned", "Sortera efter kolumnen"),
    ("T", "Tysta luckan man står på"),
    ("+ och −, 0", "Zooma kartan, och tillbaka"),
    ("Esc", "Stänga, eller tömma ett sökfält"),
)
"""The keys that lists, fields and forms have by themselves."""
