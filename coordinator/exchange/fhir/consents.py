"""Consents to pass on information: to whom, what they cover and must not, and until when."""

from coordinator.consent import Consent, ConsentGiver
from coordinator.consent_reach import recipients_today
from coordinator.exchange.fhir.elements import LOINC, Element, Resource, coded, concept, day, hl7, period
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.relative import Relative
from coordinator.sip.consenting import in_force


def consents_section(links: Links) -> Section:
    """Every consent, those that hold first: one that was revoked must be seen to be."""
    holding = in_force(links.record)
    found = sorted(links.among(Consent), key=lambda one: one not in holding)
    told: tuple[Fact, ...] = tuple((one.purpose.label, _in_short(links, one)) for one in found)
    return Section("Samtycken", told, tuple(_consent(links, one) for one in found))


def _in_short(links: Links, one: Consent) -> str:
    state = "Gäller" if one in in_force(links.record) else "Gäller inte"
    revoked = f"Återkallat {one.revoked_on.isoformat()}" if one.revoked_on else ""
    parts = (
        f"{state}, till och med {one.valid_until.isoformat()}", revoked, f"Till: {recipients_today(links.record, one)}",
        f"Uppgifter: {one.covers.strip()}", f"Får inte lämnas: {one.excludes.strip()}" if one.excludes.strip() else "",
    )  # fmt: skip
    return ". ".join(part for part in parts if part)


def _consent(links: Links, one: Consent) -> Resource:
    """One consent. What it leaves out is a rule of its own that denies; the outermost rule has no type (R4)."""
    own = one.giver is ConsentGiver.PATIENT
    restricted = bool(one.excludes.strip())
    code = ("OPTINR", "opt-in with restrictions") if restricted else ("OPTIN", "opt-in")
    last = min(one.valid_until, one.revoked_on) if one.revoked_on else one.valid_until
    body = {
        "status": "active" if one in in_force(links.record) else "inactive",
        "scope": concept("Informationsutbyte", coded(hl7("consentscope"), "patient-privacy", "Privacy Consent")),
        "category": [concept(one.purpose.label, coded(LOINC, "59284-0", "Consent Document"))],
        "patient": links.patient,
        "dateTime": day(one.given_on),
        "performer": [links.patient if own else {"display": one.given_by}],
        # A rule must be named beside the provisions (invariant ppc-1).
        "policyRule": concept("Gäller bara det som står i samtycket", coded(hl7("v3-ActCode"), *code)),
        "provision": {
            "period": period(one.given_on, last),
            "actor": _recipients(links, one),
            "code": [concept(one.covers)],
            "provision": [{"type": "deny", "code": [concept(one.excludes)]}] if restricted else [],
        },
    }
    told = facts_of(one, without=("given_by",) if own else ())
    return links.of("Consent", one, body, title=one.purpose.label, facts=told)


def _recipients(links: Links, one: Consent) -> list[Element]:
    """Who may be told: as written, and every contact and relative that points to the consent."""
    role = concept("Mottagare", coded(hl7("v3-ParticipationType"), "IRCP", "information recipient"))
    found: list[Element] = [{"display": recipients_today(links.record, one)}] if one.recipients.strip() else []
    found += [links.party(contact.id) for contact in links.contacts.values() if contact.consent_id == one.id]
    found += [
        links.to(relative.KIND, relative.id, relative.heading)
        for relative in links.among(Relative)
        if relative.consent_id == one.id
    ]
    return [{"role": role, "reference": recipient} for recipient in found]
