"""The errors a user may meet: a Swedish title and a sentence that says what, where and what to do.

    CoordinatorError
    ├── RuleError       a rule of care or law, or of the entry itself, says no
    ├── ConflictError   somebody saved first
    ├── ImportRefused   a file from outside cannot be taken in: what, where, why
    │   └── PasswordNeeded      the file is locked, and no password or another one was given
    ├── OutputError     a print or an export could not be written
    └── VaultError      the encrypted record (pärm) cannot be used
        ├── WrongKey            wrong passphrase or recovery code
        ├── KeyringUnavailable  the computer's keyring does not give, keep or let go of the key
        ├── KeyFileMissing      the key file beside the record is gone
        ├── KeyFileDamaged      the key file is there but is not what was written
        ├── FileDamaged         the record file itself is damaged
        ├── TooNew              made by a later version of the program
        ├── VaultBusy           open in another window or by somebody else
        ├── PlaceRefused        a synchronised or shared folder
        └── WriteFailed         the disk is full or may not be written

No message holds personal data: they end up in logs and on projected screens. Everything else that is raised is a bug.
"""


class CoordinatorError(Exception):
    """Base of all errors meant for a user; ``title`` is a short line, ``message`` says what to do."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(f"{title}. {message}")
        self.title = title
        self.message = message


class RuleError(CoordinatorError):
    """A rule of care or law, or of the entry itself, says no. ``field`` names the field it is about, if it is one."""

    def __init__(self, title: str, message: str, *, field: str = "") -> None:
        super().__init__(title, message)
        self.field = field


class ConflictError(CoordinatorError):
    """Somebody, or another window, saved the same entry first."""


class ImportRefused(CoordinatorError):
    """A file from outside cannot be taken in."""


class PasswordNeeded(ImportRefused):
    """A file from outside is locked with a password that was not given, or is not the one."""


class OutputError(CoordinatorError):
    """A print or an export could not be written; nothing half-made is left behind."""


class VaultError(CoordinatorError):
    """The encrypted record (pärm) cannot be used as asked."""


class WrongKey(VaultError):
    """The passphrase, the recovery code or the remembered key does not open the record."""


class KeyringUnavailable(VaultError):
    """The keyring of the computer is missing, locked or silent, or has no key for the record."""


class KeyFileMissing(VaultError):
    """The key file that belongs beside the record is gone."""


class KeyFileDamaged(VaultError):
    """The key file is there, but it is not what the program wrote."""


class FileDamaged(VaultError):
    """The record file itself is damaged."""


class TooNew(VaultError):
    """The record was made by a later version of the program."""


class VaultBusy(VaultError):
    """The record is open in another window or by somebody else."""


class PlaceRefused(VaultError):
    """The folder is synchronised or shared, where a record can be lost."""


class WriteFailed(VaultError):
    """The record could not be written: the disk is full or may not be written."""
