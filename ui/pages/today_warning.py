"""What may make Idag wrong today, over the list: the clock was set back, or rules for days cannot be used."""

from collections.abc import Sequence

from ui.parts import Boxed, Picture, column, label, row, whole


class Warnings(Boxed):
    """Hidden while there is nothing to warn of."""

    def __init__(self) -> None:
        super().__init__("amber_soft", bar="amber")
        self._words = label("", wrap=True)
        sign = Picture("triangle-alert", "amber", 18)
        line = row(whole(column(sign, 1)), self._words, spacing=10)
        line.setStretchFactor(self._words, 1)
        self.inside.addLayout(line)
        self.hide()

    @property
    def text(self) -> str:
        """What is warned of; empty when nothing is."""
        return self._words.text() if not self.isHidden() else ""

    def warn(self, sentences: Sequence[str]) -> None:
        """Say these; with none be gone."""
        found = [one for one in sentences if one]
        self._words.setText("\n".join(found))
        self.setVisible(bool(found))


def of_rules(faults: Sequence[str]) -> str:
    """That some days may be missing from the list, since rules cannot be used."""
    if not faults:
        return ""
    more = f" Det är fel på {len(faults) - 1} till." if len(faults) > 1 else ""
    return f"Alla datumregler kan inte användas, så dagar kan saknas i listan. {faults[0]}{more} Se Datumregler."
