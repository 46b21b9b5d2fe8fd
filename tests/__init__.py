"""Tests, and the stand-in portals they crawl."""
