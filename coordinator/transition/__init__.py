"""Transitions (övergångar): every contact that ends has a named receiver, or shows as a hole."""
