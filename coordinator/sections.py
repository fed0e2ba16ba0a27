"""The parts of *Min vårdplan* that the patient may choose to keep to herself when it goes to somebody."""

from coordinator.entity import Code


class Section(Code):
    """A part of the plan that can be left out, in the order of the paper; the label is the heading it is known by.

    Who the patient is, whom she rings and how the plan was made stand on every plan: without them it is no plan.
    """

    EMERGENCY = ("emergency", "Viktigt att veta i akuta lägen")
    HEALTH = ("health", "Min hälsa i korthet")
    GOALS = ("goals", "Mina mål")
    TIMES = ("times", "Mina tider och svar jag väntar på")
    DAILY_LIFE = ("daily_life", "Egenvård, kontroller och om jag blir sämre")
    DEVICES = ("devices", "Mina hjälpmedel")
    REACHING_ME = ("reaching_me", "Mina uppgifter")
    PEOPLE = ("people", "De som står mig nära")
    CONTACTS = ("contacts", "Mina kontakter")
    CONSENTS = ("consents", "Mina samtycken")
