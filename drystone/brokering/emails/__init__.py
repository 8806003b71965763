"""Every message of brokering: one function and one text each. None carries a reason or anything confidential."""

from .asking import *
from .lending import *
from .matching import *
from .requesting import *
from .telling import *
from .triaging import *
