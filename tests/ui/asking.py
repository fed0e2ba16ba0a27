"""Questions that are really asked: they wait, and a test answers them as one does, with keys and clicks."""

from collections.abc import Callable

from tests.ui.conftest import ScriptedDialogs
from ui.dialogs import Question
from ui.target_question import TargetQuestion


class AskingDialogs(ScriptedDialogs):
    """Keeps each question, to be answered later; the paths are from a list."""

    def ask(self, question: Question, yes: Callable[[], object]) -> None:
        self.asked.append(question)
        question.accepted.connect(yes)

    @property
    def target(self) -> TargetQuestion:
        """The latest question of to whom a file goes."""
        found = self.asked[-1]
        assert isinstance(found, TargetQuestion)
        return found
