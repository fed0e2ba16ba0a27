"""Sentences with a number in them, as they are said beside a file."""

from collections.abc import Iterator


def told(number: int, one: str, many: str) -> Iterator[str]:
    """``one`` for one, ``many`` with the number before it for several; nothing for none."""
    if number:
        yield one if number == 1 else f"{number} {many}"
