"""Becoming one: rounds, applications, references, assessment, interviews, decisions, appeals."""
