"""How the letters of a paper are set, and of which words: vanlig text, storstil or lättläst."""

from coordinator.entity import Code


class Lettering(Code):
    """LARGE is storstil: the same words in larger letters. EASY is a text that is worded as lättläst."""

    STANDARD = ("standard", "Vanlig text")
    LARGE = ("large", "Storstil")
    EASY = ("easy", "Lättläst")
