"""The eight steps of a SIP in a row, and at which of them it came to nothing."""

from coordinator.sip.standing import SipStatus, SipStep, Standing
from ui.pages.step_line import StepLine, StepState

_ENDED = {SipStatus.REFUSED: SipStep.NEED, SipStatus.DECLINED: SipStep.OFFER}
"""At which step it came to nothing."""


class SipSteps(StepLine[SipStep]):
    """How far a SIP has come."""

    def __init__(self) -> None:
        super().__init__(SipStep, "Så långt har SIP kommit")

    def show_standing(self, standing: Standing, chosen: SipStep, may_open: frozenset[SipStep]) -> None:
        """Show where it stands, which step is shown below, and which can be."""
        self.show_steps({step: _state(standing, step) for step in SipStep}, chosen, may_open)


def _state(standing: Standing, step: SipStep) -> StepState:
    is_ended = step is _ENDED.get(standing.status)
    return StepState(
        is_done=step in standing.done,
        is_now=step is standing.now,
        is_ended=is_ended,
        words=standing.status.label if is_ended else "",
    )
