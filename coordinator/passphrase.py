"""What a passphrase must be to protect a vault."""

from coordinator.errors import RuleError

PRACTICE_PASSPHRASE = "övning gör mästare"  # noqa: S105 - no secret, as the next line says
"""Published: it opens every practice vault, and no other."""

SHORTEST = 12


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase that a stolen disk would soon give away; RuleError says what is wanted."""
    if len(passphrase.strip()) < SHORTEST:
        raise RuleError(
            "Lösenfrasen är för kort", f"Skriv minst {SHORTEST} tecken. Fyra ord som inte hör ihop är lätta att minnas."
        )
    if len(set(passphrase.casefold())) < 5:
        raise RuleError("Lösenfrasen är för enkel", "Den upprepar några få tecken. Skriv fyra ord som inte hör ihop.")
    if passphrase.casefold() == PRACTICE_PASSPHRASE:
        raise RuleError("Lösenfrasen är känd av alla", "Den hör till övningspärmen. Välj en egen.")
