"""Owed: rate cards, funds, due lines (pulled, never pushed), statements, credits."""
