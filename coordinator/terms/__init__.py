"""Code lists that lie outside the pärm: names of diseases to choose from, found as typed, taken in from files."""
