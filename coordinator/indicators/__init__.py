"""Nyckeltal: the process indicators of the national strategy, counted at the clinic without anybody's identity."""
