"""A template becomes a sealed PDF."""
