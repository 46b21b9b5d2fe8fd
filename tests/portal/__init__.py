"""Stand-in portals: made-up news in layouts that share nothing but the words, served over loopback as a forward proxy."""

from __future__ import annotations

from tests.portal.compare import compare
from tests.portal.layouts import LAYOUTS
from tests.portal.server import Portal
from tests.portal.site import FAULTS, Site

__all__ = ["FAULTS", "LAYOUTS", "Portal", "Site", "compare"]
