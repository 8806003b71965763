"""Where: organisations, the national register and its import, links, closures, distances."""
