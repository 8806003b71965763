"""Every part of our pages on one page, each with the line that makes it. Open in demonstration mode only."""

from .page import gallery

__all__ = ["gallery"]
