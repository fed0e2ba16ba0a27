"""Consents to pass on information: to whom, what they cover and must not, and until when."""

from uuid import UUID

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
    holding = {one.id for one in in_force(links.record)}
    named: dict[UUID | None, list[Element]] = {}
    for contact in links.contacts.values():
        named.setdefault(contact.consent_id, []).append(links.party(contact.id))
    for relative in links.among(Relative):
        named.setdefault(relative.consent_id, []).append(links.to(relative.KIND, relative.id, relative.heading))
    found = sorted(links.among(Consent), key=lambda one: one.id not in holding)
    told: tuple[Fact, ...] = tuple((one.purpose.label, _in_short(links, one, holds=one.id in holding)) for one in found)
    resources = (_consent(links, one, named.get(one.id, []), holds=one.id in holding) for one in found)
    return Section("Samtycken", told, tuple(resources))


def _in_short(links: Links, one: Consent, *, holds: bool) -> str:
    state = "Gäller" if holds else "Gäller inte"
    revoked = f"Återkallat {one.revoked_on.isoformat()}" if one.revoked_on else ""
    parts = (
        f"{state}, till och med {one.valid_until.isoformat()}", revoked, f"Till: {recipients_today(links.record, one)}",
        f"Uppgifter: {one.covers.strip()}", f"Får inte lämnas: {one.excludes.strip()}" if one.excludes.strip() else "",
    )  # fmt: skip
    return ". ".join(part for part in parts if part)


def _consent(links: Links, one: Consent, named: list[Element], *, holds: bool) -> Resource:
    """One consent, with the contacts and relatives that point to it.

    What it leaves out is a rule of its own that denies; the outermost rule has no type (R4).
    """
    own = one.giver is ConsentGiver.PATIENT
    restricted = bool(one.excludes.strip())
    code = ("OPTINR", "opt-in with restrictions") if restricted else ("OPTIN", "opt-in")
    last = min(one.valid_until, one.revoked_on) if one.revoked_on else one.valid_until
    body = {
        "status": "active" if holds else "inactive",
        "scope": concept("Informationsutbyte", coded(hl7("consentscope"), "patient-privacy", "Privacy Consent")),
        "category": [concept(one.purpose.label, coded(LOINC, "59284-0", "Consent Document"))],
        "patient": links.patient,
        "dateTime": day(one.given_on),
        "performer": [links.patient if own else {"display": one.given_by}],
        # A rule must be named beside the provisions (invariant ppc-1).
        "policyRule": concept("Gäller bara det som står i samtycket", coded(hl7("v3-ActCode"), *code)),
        "provision": {
            "period": period(one.given_on, last),
            "actor": _recipients(links, one, named),
            "code": [concept(one.covers)],
            "provision": [{"type": "deny", "code": [concept(one.excludes)]}] if restricted else [],
        },
    }
    told = facts_of(one, without=("given_by",) if own else ())
    return links.of("Consent", one, body, title=one.purpose.label, facts=told)


def _recipients(links: Links, one: Consent, named: list[Element]) -> list[Element]:
    """Who may be told: as written, and those who point to the consent."""
    role = concept("Mottagare", coded(hl7("v3-ParticipationType"), "IRCP", "information recipient"))
    written: list[Element] = [{"display": recipients_today(links.record, one)}] if one.recipients.strip() else []
    return [{"role": role, "reference": recipient} for recipient in (*written, *named)]
