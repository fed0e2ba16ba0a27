"""The pages of a patient where something can be mended or looked at, as rules name them to the window."""

from coordinator.entity import Code


class Page(Code):
    """One page of a patient, in the order in which they stand."""

    OVERVIEW = ("overview", "Översikt")
    CONTACTS = ("contacts", "Kontakter")
    CONTACT_MAP = ("contact_map", "Kontaktkarta")
    GAPS = ("gaps", "Luckor")
    CARE_PLAN = ("care_plan", "Vårdplan")
    SIP = ("sip", "SIP")
    UMI = ("umi", "UMI och akut")
    TRANSITION = ("transition", "Övergång")
    BENEFITS = ("benefits", "Intyg och stöd")
    APPOINTMENTS = ("appointments", "Tider")
    REMINDERS = ("reminders", "Bevakningar")
    CONTACT_LOG = ("contact_log", "Kontaktlogg")
    JOURNAL = ("journal", "Till journalen")
    REFERRALS = ("referrals", "Remisser")
    PERSON = ("person", "Om patienten")
    ABOUT_ME = ("about_me", "Om mig")
    RELATIVES = ("relatives", "Närstående")
    DIAGNOSES = ("diagnoses", "Diagnoser")
    DEVICES = ("devices", "Hjälpmedel")
    CONSENTS = ("consents", "Samtycken")
    PAPERS = ("papers", "Dokument")
    EXPORTS = ("exports", "Exportera och hämta")
    SHARED = ("shared", "Utlämnat")
    HISTORY = ("history", "Historik")
