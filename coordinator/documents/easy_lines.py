"""Text from the record as it is set in a document that is easy to read: the same words, one thought at a time."""

import re
from collections.abc import Iterator

_MOST = 330
"""The letters that fit on about six lines: a paragraph that is easy to read has no more than seven."""

_END = re.compile(r"(?<=[.!?…])[)”\"]*\s+(?=[A-ZÅÄÖÉÜ0-9”\"(])")
_SHORT = re.compile(r"(?:\b(?:dr|prof|tel|nr|ca|st|kl|kap|avd|ev|resp|inkl|ex)|\b\w\.\w+|\d|\b\w)\.$", re.IGNORECASE)
"""What ends with a full stop and is no end of a sentence: a short form, a number, a letter."""


def thoughts(text: str) -> Iterator[str]:
    """The text line by line and sentence by sentence. No word of it is changed, left out or moved."""
    for line in text.splitlines():
        for sentence in _sentences(line.strip()):
            yield from _pieces(sentence)


def _sentences(line: str) -> Iterator[str]:
    begins = 0
    for match in _END.finditer(line):
        said = line[begins : match.end()].strip()
        if _SHORT.search(said):
            continue
        yield said
        begins = match.end()
    if line[begins:].strip():
        yield line[begins:].strip()


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence that is too long for a paragraph, cut after a comma or else between words."""
    while len(sentence) > _MOST:
        head = sentence[:_MOST]
        at = max(head.rfind(sign) for sign in (", ", "; ", ": ")) + 1 or head.rfind(" ")
        if at <= 0:
            break
        yield sentence[:at].strip()
        sentence = sentence[at:].strip()
    if sentence:
        yield sentence
