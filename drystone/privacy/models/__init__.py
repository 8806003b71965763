from .holding import DataRequest, Retention

__all__ = ["DataRequest", "Retention"]
