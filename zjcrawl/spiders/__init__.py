"""Scrapy's entry points."""
