"""A form as data: ask it, check it, show it, print it."""
