"""Reading articles: from files, pipes, object stores and frames to one table, nothing lost in silence."""

from __future__ import annotations

from wiresift.io.in_place import InPlace, keep
from wiresift.io.reader import Input, Reader, read
from wiresift.io.rejects import Reject, Rejects
from wiresift.io.spooling import Spool, batches, spool

__all__ = ["InPlace", "Input", "Reader", "Reject", "Rejects", "Spool", "batches", "keep", "read", "spool"]
