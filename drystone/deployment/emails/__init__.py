"""Every message of deployment: one function and one text each. None carries a reason or anything confidential."""

from .agreeing import *
from .reviewing import *
from .thanking import *
from .visiting import *
