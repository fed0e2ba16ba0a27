"""A record as text on the command line: in Swedish words, and what an entry refers to by its name."""

from uuid import uuid4

from coordinator.contact import Contact
from coordinator.gap_silence import GapSilence
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from ui.commands.records import as_text


def test_a_silence_names_its_rule_and_what_it_is_about() -> None:
    nour = Contact(patient_id=PATIENT_ID, name="Nour Haddad")
    quiet, of_gone = (
        GapSilence(
            patient_id=PATIENT_ID, rule="contact_unreachable", about=about, reason="Hon ringer själv",
            until=TODAY, silenced_on=TODAY,
        )
        for about in (nour.id, uuid4())
    )  # fmt: skip
    said = as_text(record_of(nour, quiet, of_gone)).splitlines()
    assert "  Regel: Kontakt som inte går att nå" in said
    assert f"  Gäller posten: Nour Haddad ({str(nour.id)[:8]})" in said
    assert f"  Gäller posten: ({str(of_gone.about)[:8]})" in said
