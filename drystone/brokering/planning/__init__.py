"""A plan of a term: all open requests and all leaders at once, by the hard rules, to a proven gap.

Nothing here knows a database: an instance is read from text, a plan is written as text. This is the only part of the
product that needs numpy and HiGHS; whoever does not plan a term never loads them.
"""
