"""The closed lists of uppmärksamhetsinformation: groups, types, grades, reactions, what it is from, why it ended."""

from coordinator.entity import Code


class AlertGroup(Code):
    """The five groups of the national list, and the five fields of the strip. Stored: the national letter."""

    CONDITION = ("A", "Tillstånd/behandling")
    INFECTION = ("B", "Smitta")
    HYPERSENSITIVITY = ("C", "Överkänslighet")
    ROUTINE = ("D", "Särskild vårdrutin")
    HISTORIC = ("E", "Äldre uppgift")


ASKED_OF = tuple(group for group in AlertGroup if group is not AlertGroup.HISTORIC)
"""The groups that somebody is asked about; what is historic is only read in a journal."""


class AlertType(Code):
    """The types of the national list (Socialstyrelsens informationsspecifikation 5). Stored: the national code."""

    CONDITION = ("A1", "Annat medicinskt tillstånd")
    TREATMENT = ("A2", "Behandling")
    TRANSPLANT = ("A3", "Förekomst av transplantat")
    IMPLANT = ("A4", "Förekomst av implantat")
    AGENT = ("B1", "Förekomst av smittämne")
    DISEASE = ("B2", "Förekomst av smittsam sjukdom")
    STATE = ("C1", "Överkänslighetstillstånd")
    SUBSTANCE = ("C2", "Aktiv substans")
    EXCIPIENT = ("C3", "Hjälpämne")
    PRODUCT = ("C4", "Läkemedelsprodukt")
    INFORMATION = ("D1", "Information som kan leda till särskild vårdrutin")
    DECISION = ("D2", "Beslut som kan leda till särskild vårdrutin")
    HISTORIC = ("E1", "Ej strukturanpassad, historisk")

    @property
    def group(self) -> AlertGroup:
        """The group it belongs to: the letter of its code."""
        return AlertGroup.of(self.stored[0])

    @property
    def is_listed(self) -> bool:
        """Whether its terms are those of the national list and no others. Of a medicine anybody may be hypersensitive,
        and what is historic is as it was written.
        """
        return self not in _FREE

    @property
    def is_medicine(self) -> bool:
        """Whether it is hypersensitivity to a medicine that has an ATC code."""
        return self in (AlertType.SUBSTANCE, AlertType.PRODUCT)


_FREE = frozenset({AlertType.SUBSTANCE, AlertType.EXCIPIENT, AlertType.PRODUCT, AlertType.HISTORIC})


class Severity(Code):
    """How severe a hypersensitivity is, as the journal says; the worst first."""

    LIFE_THREATENING = ("life_threatening", "Livshotande")
    HARMFUL = ("harmful", "Skadlig")
    TROUBLESOME = ("troublesome", "Besvärande")

    @property
    def needs_atc(self) -> bool:
        """Whether a medicine of that grade needs its ATC code."""
        return self is not Severity.TROUBLESOME


class AlertCertainty(Code):
    """How certain a hypersensitivity is."""

    SUSPECTED = ("suspected", "Misstänkt")
    CONFIRMED = ("confirmed", "Konstaterad")


class Reaction(Code):
    """How a hypersensitivity shows; first those that may be life-threatening."""

    ARRHYTHMIA = ("arrhythmia", "Allvarlig arytmi")
    ANAPHYLAXIS = ("anaphylaxis", "Anafylaktisk reaktion")
    ANGIOEDEMA = ("angioedema", "Angioödem")
    ASTHMA = ("asthma", "Astma")
    HYPOTENSION = ("hypotension", "Blodtrycksfall")
    CONFUSION = ("confusion", "Förvirring")
    CONVULSIONS = ("convulsions", "Generaliserade kramper")
    LARYNX = ("larynx_oedema", "Larynxödem")
    STEVENS_JOHNSON = ("stevens_johnson", "Stevens-Johnsons syndrom")
    SEVERE_URTICARIA = ("severe_urticaria", "Svår urtikaria")
    UNCONSCIOUS = ("lowered_consciousness", "Sänkt medvetandegrad")
    NECROLYSIS = ("epidermal_necrolysis", "Toxisk epidermal nekrolys")
    DIARRHOEA = ("diarrhoea", "Diarré")
    REDNESS = ("skin_redness", "Hudrodnad")
    SWELLING = ("skin_swelling", "Hudsvullnad")
    ITCHING = ("itching", "Klåda")
    VOMITING = ("vomiting", "Kräkningar")
    URTICARIA = ("urticaria", "Lindrig till medelsvår urtikaria")
    MOUTH = ("mouth_irritation", "Irritation i mun och svalg")
    NOSE = ("nose_irritation", "Irritation i näsa")
    EYES = ("eye_irritation", "Irritation i ögon")
    BREATHING = ("laboured_breathing", "Tungandning")
    OTHER = ("other", "Annan reaktion")


class AlertSource(Code):
    """Where a row was read."""

    JOURNAL = ("journal", "Journalen")
    PATIENT = ("patient", "Patienten eller närstående")
    SUMMARY = ("summary", "Epikris")
    CARD = ("card", "Kort som patienten bär")
    FILE = ("file", "Tagen in från en fil")


class InJournal(Code):
    """Whether the journal's own list of uppmärksamhetsinformation has it too."""

    NOT_ASKED = ("not_asked", "Inte kontrollerat")
    YES = ("yes", "Finns i journalens UMI")
    NO = ("no", "Saknas i journalens UMI")
    REPORTED = ("reported", "Saknas, och är rapporterad")


class AlertEnd(Code):
    """Why a row no longer holds."""

    NOT_RELEVANT = ("not_relevant", "Ej längre relevant")
    MISTAKE = ("mistake", "Felregistrerad")
    MOVED = ("moved", "Flyttad")
    OTHER = ("other", "Annat")
