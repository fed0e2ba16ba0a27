"""Documents on paper: PDF from memory, with the program's own fonts."""
