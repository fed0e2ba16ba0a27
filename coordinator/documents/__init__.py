"""The documents that the program makes of a record."""
