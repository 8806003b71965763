from .code import Code, Purpose
from .link import Link, LinkKey
from .person import Person
from .post import Post
from .signature import Signature

__all__ = ["Code", "Link", "LinkKey", "Person", "Post", "Purpose", "Signature"]
