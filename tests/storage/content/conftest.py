"""The content that guidance is tested with is what is read here."""

from tests.guidance.conftest import knowledge

__all__ = ["knowledge"]
