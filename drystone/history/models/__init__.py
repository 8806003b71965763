from .event import Event, Seal

__all__ = ["Event", "Seal"]
