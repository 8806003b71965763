"""Every message of payments: one function and one text each."""

from . import checks as checks
from .papers import *
from .payees import *
