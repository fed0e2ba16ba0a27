"""Forms in which a record goes to other systems."""
