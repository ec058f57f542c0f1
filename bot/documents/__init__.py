"""Printable copies of reports, made outside the batch."""
