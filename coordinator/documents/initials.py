"""Who somebody is on a paper that lies on a table among people: letters and a year, never a name or a number."""

from datetime import date


def initials_of(name: str, birth_date: date | None) -> str:
    """ "A.T. 2009": the first letters of the names as she is called by, and the year she was born."""
    first = (next(filter(str.isalnum, word), "") for word in name.split())
    letters = "".join(f"{letter.upper()}." for letter in first if letter) or "–"
    return f"{letters} {birth_date.year}" if birth_date else letters
