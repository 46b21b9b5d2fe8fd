"""Noticing that a portal is not what it was: each night held against the nights before it."""
