"""Reads bundles of FHIR R4: our own back to the entries they were, and what others have written as far as it goes."""
