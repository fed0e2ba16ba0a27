"""The record as a FHIR R4 (4.0.1) document: plain dicts, nothing to install."""
