"""A term of an alliance as the planner takes it, and its plan as people read it.

The planner knows no database and no names: here rows become numbers, and numbers sentences.
"""
