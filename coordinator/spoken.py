"""How often something is, as people say it: "varje halvår", "en gång i kvartalet", "2 ggr/år"."""

import re
from collections.abc import Mapping

_MONTHS_IN = {"mån": 1, "kvartal": 3, "halvår": 6, "år": 12}
_UNIT = "(?:mån(?:ad(?:en|er)?)?|kvartal(?:et)?|halvår(?:et)?|år(?:et)?)"
_NUMBERS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "sex": 6, "tolv": 12,
    "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7, "åttonde": 8, "nionde": 9, "tionde": 10,
    "elfte": 11, "tolfte": 12, "artonde": 18,
}  # fmt: skip
_NTH = "|".join(word for word in _NUMBERS if word.endswith(("e", "te")) and word != "tre")
_OFTEN = re.compile(
    rf"\b(?:(?P<each>varje|vart|var|varannan|vartannat|varannat) (?P<each_unit>{_UNIT})"
    rf"|var(?:je|t)? (?P<nth>[0-9]{{1,3}}(?::?[ea])?|{_NTH}) (?P<nth_unit>{_UNIT})"
    rf"|(?P<times>[0-9]{{1,2}}|en|två|tre|fyra|sex|tolv) (?:gång(?:er)?|ggr)(?: (?:per|om|i|varje) | ?/ ?)"
    rf"(?P<times_unit>{_UNIT})"
    rf"|(?P<adverb>mån(?=adsvis)|kvartal(?=svis)|halvår(?=svis)|år(?=svis|ligen))[a-zåäö]+)(?!\w)\.?",
    re.IGNORECASE,
)


def months_between(said: str) -> tuple[int, tuple[int, int]] | None:
    """How many months lie between the times, and where in ``said`` that stands; None when it is not said in months."""
    found = _OFTEN.search(said)
    if found is None:
        return None
    months = _months(found)
    return (months, found.span()) if 1 <= months <= 240 else None


def _months(found: "re.Match[str]") -> int:
    """The months of a match; 0 when they are no whole number."""
    said: Mapping[str, str] = {name: (text or "").casefold() for name, text in found.groupdict().items()}
    if said["each"]:
        return _in_months(said["each_unit"]) * (2 if said["each"].endswith(("annan", "annat")) else 1)
    if said["nth"]:
        number = _NUMBERS.get(said["nth"]) or int(said["nth"].rstrip(":ea"))
        return _in_months(said["nth_unit"]) * number
    if said["times"]:
        times = _NUMBERS.get(said["times"]) or int(said["times"])
        whole, rest = divmod(_in_months(said["times_unit"]), times) if times else (0, 0)
        return 0 if rest else whole
    return _in_months(said["adverb"])


def _in_months(unit: str) -> int:
    return next(months for start, months in _MONTHS_IN.items() if unit.startswith(start))


def often_in_words(months: int) -> str:
    """How often that is: "varje månad", "var 6:e månad", "vartannat år"."""
    known = {1: "varje månad", 2: "varannan månad", 12: "varje år", 24: "vartannat år"}
    ending = "a" if months % 10 in (1, 2) and months % 100 not in (11, 12) else "e"
    return known.get(months) or f"var {months}:{ending} månad"
