"""The data with which an installation begins, and the history that a demonstration is given."""

from seed.planting import plant, size

__all__ = ["plant", "size"]
