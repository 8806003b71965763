"""Every message of deployment: one function and one text each. None carries a reason or anything confidential."""

from .agreeing import *
from .assuring import *
from .confiding import *
from .living import *
from .planning import *
from .rearranging import *
from .recording import *
from .reviewing import *
from .thanking import *
