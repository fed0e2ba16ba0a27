"""Taking a file in: what it says, held against what stands here, row by row; and then what was chosen of it."""
