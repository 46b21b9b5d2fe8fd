"""What was covered: one run as tables and JSON, all of an archive as one page, and numbers for who watches machines."""

from __future__ import annotations

from zjcrawl.report.run import as_json, as_tables, plain_table, report

__all__ = ["as_json", "as_tables", "plain_table", "report"]
