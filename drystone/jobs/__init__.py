"""The clock: thin commands, one line per chore."""
