"""A made-up alliance with invented people on real schools, brought about by the same verbs that people press."""
