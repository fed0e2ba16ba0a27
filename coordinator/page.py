"""The pages of a patient where something can be mended or looked at, as rules name them to the window."""

from coordinator.entity import Code


class Page(Code):
    """One page of a patient."""

    OVERVIEW = ("overview", "Översikt")
    CONTACTS = ("contacts", "Kontakter")
    CARE_PLAN = ("care_plan", "Vårdplan")
    PERSON = ("person", "Om patienten")
