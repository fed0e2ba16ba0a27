"""Reads the four answers of RIV-TA that a region may leave as files."""
