"""The store's fixtures serve inbox and outbox too."""

from tests.storage.conftest import kind, ring, store, url, vault

__all__ = ["kind", "ring", "store", "url", "vault"]
