"""Every message of selection: one function and one text each."""

from .applications import *
from .decisions import *
from .interviews import *
from .panel import *
from .references import *
from .renewals import *
from .transfers import *
