from .calendar_key import CalendarKey
from .code import Code, Purpose
from .link import Link, LinkKey
from .person import Person
from .post import Post
from .signature import Signature

__all__ = ["CalendarKey", "Code", "Link", "LinkKey", "Person", "Post", "Purpose", "Signature"]
