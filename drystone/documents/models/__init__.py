from .number import Number
from .paper import Paper

__all__ = ["Number", "Paper"]
