"""What one patient's record says to the indicators: a span in which something held, or a thing that happened."""

from typing import NamedTuple

from coordinator.entity import Code


class FactKind(Code):
    """What it says. A span counts a patient on the days it covers; an event counts on its day."""

    HERE = ("here", "Hos oss")
    CARE_CONTACT = ("care_contact", "Har fast vårdkontakt")
    INFORMED = ("informed", "Vet vem som är fast vårdkontakt")
    PHYSICIAN_CONTACT = ("physician_contact", "Har fast läkarkontakt")
    CURRENT_PLAN = ("current_plan", "Har gällande vårdplan")
    ALERTS_ANSWERED = ("alerts_answered", "UMI besvarad")
    TRANSITION = ("transition", "Övergång pågår")
    SIP_FOLLOW_UP = ("sip_follow_up", "SIP att följa upp")
    CERTIFICATE = ("certificate", "Intyg utfärdat")


class Fact(NamedTuple):
    """One fact, as it is stored. start: an ISO day. end: the last one, empty while it holds; of an event the same day.

    value: of a SIP to follow up 1 when it was in time and 0 when not; of a certificate the days it was waited for; of a
    transition 1 when somebody is named as receiver and 0 when not.
    """

    patient: str
    kind_name: str
    start: str
    end: str
    value: int = 0

    @property
    def kind(self) -> FactKind:
        """What it says."""
        return FactKind.of(self.kind_name)
