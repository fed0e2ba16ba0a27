"""The form of a row of uppmärksamhetsinformation: the fields of its type and only those, and what helps to fill in."""

from typing import Any

from coordinator.entity import Entity
from coordinator.umi.atc import advice_on_atc
from coordinator.umi.kinds import AlertType
from coordinator.umi.registering import edit_alert
from coordinator.umi.row import AlertInformation, fields_of
from coordinator.umi.terms import national_term
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import EntryForm
from ui.parts import label
from ui.screen_reader import Announcer
from ui.session import Doing, Session

_FIRST = (
    "term", "severity", "certainty", "ongoing", "atc", "substance", "no_atc_reason", "valid_from", "source", "english",
    "advice",
)  # fmt: skip
_MORE = (
    "reactions", "english_advice", "ascertained_on", "valid_until", "next_check", "source_note", "icd10", "snomed",
    "npl", "comment",
)  # fmt: skip
_NOT_NEW = frozenset({"next_check"})
"""What a new row has from its first check."""

ATC_RULE = (
    "Behövs när graden är livshotande eller skadlig. Finns ingen kod: skriv ämnet i klartext och varför koden saknas."
)


class AlertForm(EntryForm):
    """The form of a row that is there, or of a new one. The term of a national type is chosen and not written."""

    def __init__(
        self, session: Session, drafts: Drafts, kind: AlertType, *, term: str = "", is_new: bool = False
    ) -> None:
        """term: as it was chosen or typed, of a new row."""
        self.type = kind
        has = {one.name for one in fields_of(kind)} - ({"term"} if kind.is_listed else set())
        has -= _NOT_NEW if is_new else set()
        super().__init__(
            session, drafts, AlertInformation,
            only=[name for name in _FIRST if name in has], more=[name for name in _MORE if name in has],
            new_one=new_name(kind, term), labels={"term": kind.label},
        )  # fmt: skip
        self.rough = label("", "note", wrap=True)
        self.rough.hide()
        self._announcer = Announcer(self)
        if kind.is_medicine:
            self._explain_atc()

    def offer_codes(self, term: str) -> None:
        """Say the codes that the national list pairs with the term, where a person must choose or check."""
        known = national_term(self.type, term)
        for name, codes in (("icd10", known.icd10), ("atc", known.atc)) if known is not None else ():
            words = codes_in_words(codes)
            if words and name in self.fields and (len(codes) > 1 or codes[0].endswith("?")):
                self.fields[name].show_below(label(f"I nationella listan: {words}", "note", wrap=True))

    def save(self, entry: Entity, **values: Any) -> Doing:
        return self._session.do(edit_alert, entry.id, **values)

    def _explain_atc(self) -> None:
        field = self.fields["atc"]
        field.show_below(self.rough)
        field.show_below(label(ATC_RULE, "note", wrap=True))
        line = field.editor.main
        line.setAccessibleDescription(f"{field.attr.help} {ATC_RULE}")
        if isinstance(line, LineField):
            line.textChanged.connect(self._weigh_atc)

    def _weigh_atc(self, text: str) -> None:
        advice = advice_on_atc(text)
        self.rough.setText(advice)
        self.rough.setVisible(bool(advice))
        if advice and self.fields["atc"].editor.main.hasFocus():
            self._announcer.soon(advice)
        else:
            self._announcer.forget()


def new_name(kind: AlertType, term: str) -> str:
    """What a new row of a term is known by among drafts."""
    return f"ny:{kind.stored}:{term}"


def codes_in_words(codes: tuple[str, ...]) -> str:
    """The codes of a term; what the list pairs by guess is said to be so."""
    return ", ".join(f"{code[:-1]} (koppling inte kontrollerad)" if code.endswith("?") else code for code in codes)
