"""Idag: what is due, what waits and what nobody holds, over all patients."""
