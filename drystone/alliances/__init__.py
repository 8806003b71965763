"""Whose scheme: an alliance, its words, policies, dates and terms."""
