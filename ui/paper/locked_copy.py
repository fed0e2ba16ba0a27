"""A copy of a paper that opens with a password only, for mail and memory sticks."""

import unicodedata
from io import BytesIO

from coordinator.errors import RuleError

_ARCHIVE_CLAIM = ("pdfaid:part", "pdfaid:conformance")
_LONGEST = 127
"""Bytes of a password that the format heeds."""


def locked_copy(pdf: bytes, password: str) -> bytes:
    """The same paper under AES-256, everything in it: letters, title, files that go along.

    Nothing in it says PDF/A any more, since that does not go with a password; a screen reader may read it as before.
    Each copy has other bytes. RuleError when the password cannot be used.
    """
    from pikepdf import Encryption, Pdf, Permissions

    # Composed as the format asks, so that it is the same password on every keyboard.
    password = unicodedata.normalize("NFKC", password)
    _require_usable(password)
    with Pdf.open(BytesIO(pdf)) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in _ARCHIVE_CLAIM:
                del metadata[claim]
        written = BytesIO()
        # With another password for the owner, or none, whoever has that one could open it too.
        locked = Encryption(owner=password, user=password, R=6, allow=Permissions(accessibility=True))
        opened.save(written, encryption=locked)
    return written.getvalue()


def _require_usable(password: str) -> None:
    if not password.strip():
        raise RuleError("Lösenordet saknas", "Skriv ett lösenord som mottagaren får veta på annat sätt.")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in password):
        raise RuleError(
            "Lösenordet kan inte användas", "Skriv det med tecken som syns: bokstäver, siffror och blanksteg."
        )
    if len(password.encode()) > _LONGEST:
        raise RuleError("Lösenordet är för långt", "Välj ett kortare lösenord, högst ungefär hundra tecken.")
