from .beat import Beat
from .job import Job

__all__ = ["Beat", "Job"]
