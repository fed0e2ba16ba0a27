"""Lines about entries under headings, one of them open in its place: what every page of entries is made of."""
