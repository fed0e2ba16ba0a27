"""Payload files in the shape of four RIV-TA contracts, for a region's integration engine; no connection to anything.

Where each field goes is told at the top of `care_plans`, `alerts`, `care_contacts` and `patient_contacts`. Common to
all: ``documentId`` is the id of the entry; a day without an hour is written as its first second; a code from a list
that has no OID, or none that we know, stands as words in ``originalText`` alone, since the contracts ask for that.
"""
