"""What several actions on a SIP refuse when it does not go on."""

from coordinator.errors import RuleError
from coordinator.sip.process import Sip, SipAnswer


def require_going_on(sip: Sip) -> None:
    """The SIP is neither closed, refused nor declined."""
    if sip.closed_on:
        raise RuleError("SIP är avslutad", "Börja en ny SIP om samordning behövs igen.")
    if sip.refused_on:
        raise RuleError("SIP är nekad", "Välj Ta upp igen om den ändå ska göras.")
    if sip.answer is SipAnswer.NO:
        raise RuleError("Patienten har tackat nej", "Välj Ta upp igen om patienten vill ha en SIP nu.")
