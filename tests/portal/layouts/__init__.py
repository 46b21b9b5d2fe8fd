"""The looks a stand-in portal can have, by letter."""

from __future__ import annotations

from tests.portal.layouts.base import Layout
from tests.portal.layouts.nested_tables import NestedTables

LAYOUTS: dict[str, type[Layout]] = {layout.letter: layout for layout in (NestedTables,)}
