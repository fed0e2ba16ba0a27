"""Assistive devices: what the patient has, who answers for it and whom to ring when it breaks."""

from coordinator.device import AssistiveDevice
from coordinator.exchange.fhir.elements import Resource, first_text, notes, period
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.text import Fact, facts_of

_THING = "assistive_device.thing"


def devices_section(links: Links) -> Section:
    """The devices in use first; the use is listed, the thing stands behind it, as in the patient summary."""
    found = sorted(links.among(AssistiveDevice), key=lambda one: not one.is_in_use)
    told: tuple[Fact, ...] = tuple((_name(one), _in_short(links, one)) for one in found)
    return Section(
        "Hjälpmedel",
        told,
        tuple(_use(links, one) for one in found),
        tuple(_thing(links, one) for one in found),
        ("46264-8", "History of medical device use"),
    )


def _name(one: AssistiveDevice) -> str:
    return first_text(one.name, one.model, one.TITLE)


def _in_short(links: Links, one: AssistiveDevice) -> str:
    who = links.party(one.contact_id, one.responsible).get("display", "")
    broken = f"När det går sönder: {one.phone_when_broken.strip()}" if one.phone_when_broken.strip() else ""
    returned = f"Återlämnat {one.returned_on.isoformat()}" if one.returned_on else ""
    return ". ".join(part for part in (who, broken, returned) if part)


def _use(links: Links, one: AssistiveDevice) -> Resource:
    body = {
        "status": "active" if one.is_in_use else "completed",
        "subject": links.patient,
        "timingPeriod": period(one.received_on, one.returned_on),
        "device": links.to(_THING, one.id, _name(one)),
    }
    who = links.party(one.contact_id, one.responsible).get("display", "")
    told: list[Fact] = [("Ansvarig", who), *facts_of(one, without=("responsible",))]
    return links.of("DeviceUseStatement", one, body, title=_name(one), facts=told)


def _thing(links: Links, one: AssistiveDevice) -> Resource:
    """The thing itself. Its owner must be an Organization, so a contact, which is a role, is said by name only."""
    who = links.party(one.contact_id, one.responsible).get("display", "")
    label = {"type": {"text": "Inventarienummer"}, "value": one.inventory_number}
    body = {
        "identifier": [label] if one.inventory_number.strip() else [],
        "status": "active" if one.is_in_use else "inactive",
        "deviceName": [{"name": _name(one), "type": "user-friendly-name"}],
        "modelNumber": one.model,
        "patient": links.patient,
        "owner": {"display": who},
        "contact": [{"system": "phone", "value": one.phone_when_broken}] if one.phone_when_broken.strip() else [],
        "note": notes(("Om det går sönder", one.spare), ("Förskrivet av", one.prescribed_by)),
    }
    return links.resource("Device", _THING, one.id, body)
