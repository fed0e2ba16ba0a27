"""The kinds of stöd that are followed, and who decides on them, in the order they are offered."""

from coordinator.entity import Code


class BenefitKind(Code):
    """What is applied for. What is usual for each stands in `coordinator.benefit.rules`."""

    CARE_ALLOWANCE = ("care_allowance", "Omvårdnadsbidrag")
    EXTRA_COSTS_CHILD = ("extra_costs_child", "Merkostnadsersättning för barn")
    EXTRA_COSTS_ADULT = ("extra_costs_adult", "Merkostnadsersättning för vuxna")
    ACTIVITY_GRANT = ("activity_grant", "Aktivitetsersättning, nedsatt arbetsförmåga")
    ACTIVITY_GRANT_SCHOOL = ("activity_grant_school", "Aktivitetsersättning, förlängd skolgång")
    SICKNESS_GRANT = ("sickness_grant", "Sjukersättning")
    HOUSING_SUPPLEMENT = ("housing_supplement", "Bostadstillägg")
    ASSISTANCE_ALLOWANCE = ("assistance_allowance", "Assistansersättning")
    LSS = ("lss", "LSS-insats")
    LSS_PLAN = ("lss_plan", "Individuell plan enligt LSS")
    DENTAL_GRANT = ("dental_grant", "Särskilt tandvårdsbidrag (STB)")
    F_DENTAL = ("f_dental", "F-tandvård")
    N_DENTAL = ("n_dental", "N-tandvård")
    TEN_DENTAL = ("ten_dental", "Tiotandvård")
    CAR_GRANT = ("car_grant", "Bilstöd")
    TRANSPORT_SERVICE = ("transport_service", "Färdtjänst")
    NATIONAL_TRANSPORT = ("national_transport", "Riksfärdtjänst")
    SCHOOL_TRANSPORT = ("school_transport", "Skolskjuts")
    ASSISTIVE_DEVICE = ("assistive_device", "Hjälpmedel")
    HOUSING_ADAPTATION = ("housing_adaptation", "Bostadsanpassning")
    MEDICAL_TRAVEL = ("medical_travel", "Sjukresor")
    COST_CEILING = ("cost_ceiling", "Högkostnadsskydd och frikort")
    PARKING_PERMIT = ("parking_permit", "Parkeringstillstånd")
    CARE_OF_RELATIVE = ("care_of_relative", "Närståendepenning")
    SICK_CHILD = ("sick_child", "VAB för allvarligt sjukt barn")
    SELF_CARE = ("self_care", "Egenvårdsbedömning")
    GOOD_MAN = ("good_man", "God man eller förvaltare")
    DRIVING_LICENCE = ("driving_licence", "Körkort")
    SCHOOL_ADAPTATION = ("school_adaptation", "Anpassning i skolan")
    INSURANCE = ("insurance", "Försäkringsintyg")
    TRAVEL = ("travel", "Reseintyg")
    OTHER = ("other", "Annat intyg eller stöd")


class Decider(Code):
    """Who decides."""

    SOCIAL_INSURANCE = ("social_insurance", "Försäkringskassan")
    KOMMUN = ("kommun", "Kommunen")
    REGION = ("region", "Regionen")
    SCHOOL = ("school", "Skolan")
    GUARDIANS_OFFICE = ("guardians_office", "Överförmyndaren eller tingsrätten")
    LICENSED = ("licensed", "Behandlande legitimerad personal")
    TRANSPORT_AGENCY = ("transport_agency", "Transportstyrelsen")
    COMPANY = ("company", "Försäkringsbolag eller annat företag")
    NOBODY = ("nobody", "Ingen ansökan, det följer av åldern")


class Decision(Code):
    """What was decided."""

    GRANTED = ("granted", "Beviljat")
    PARTLY = ("partly", "Delvis beviljat")
    REFUSED = ("refused", "Avslag")
