"""What looks for gaps, a module for each concept.

A new rule is an entry in `resources/rules/gaps.json`, a function here, and two cases in its tests.
A rule says only that something is not written or that a day has passed, never what care should do.
"""

from coordinator.gap_rules import (
    asked,
    benefits,
    consents,
    contacts,
    devices,
    plan,
    roles,
    sip,
    transitions,
    umi,
    waiting,
)

__all__ = [
    "asked",
    "benefits",
    "consents",
    "contacts",
    "devices",
    "plan",
    "roles",
    "sip",
    "transitions",
    "umi",
    "waiting",
]
