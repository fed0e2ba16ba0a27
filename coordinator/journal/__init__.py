"""What of the record belongs in the journal, in which words, and what of it does not stand there."""
