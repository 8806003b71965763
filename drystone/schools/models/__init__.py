from .intake import Import
from .link import SchoolLink
from .local import LocalDetails
from .membership import Membership
from .organisation import Organisation

__all__ = ["Import", "LocalDetails", "Membership", "Organisation", "SchoolLink"]
