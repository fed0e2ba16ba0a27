"""The words of a resource: made from escaped text, whichever sign needs it, and without what says nothing."""

from html import unescape

import pytest

from coordinator.exchange.fhir.text import narrative


@pytest.mark.parametrize("sign", ["<", ">", "&", '"', "'"])
def test_each_sign_that_means_something_is_escaped_where_it_stands_alone(sign: str) -> None:
    div = narrative(sign, [(sign, f"a{sign}b"), ("", f" {sign} ")])["div"]
    inner = div.removeprefix('<div xmlns="http://www.w3.org/1999/xhtml">').removesuffix("</div>")
    told = inner.replace("<p>", "").replace("</p>", "").replace("<ul>", "").replace("</ul>", "")
    told = told.replace("<li>", "|").replace("</li>", "").replace("<b>", "").replace("</b>", "")
    assert "<" not in told and ">" not in told
    assert sign == "&" or sign not in told
    assert unescape(told) == f"{sign}|{sign}: a{sign}b|{sign}"


def test_lines_are_kept_and_facts_without_words_are_not() -> None:
    div = narrative("Rubrik", [("Etikett", "ett\r\ntvå\rtre\nfyra"), ("Tom", " \n ")])["div"]
    assert "ett<br/>två<br/>tre<br/>fyra" in div and "Tom" not in div
    assert "<ul>" not in narrative("Rubrik", [])["div"]
