"""The short address of the audit log's one verb."""

from accounts.services.audit import record

__all__ = ["record"]
