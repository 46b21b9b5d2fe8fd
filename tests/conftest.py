"""What holds for every test."""

from hypothesis import settings

settings.register_profile(
    "zjcrawl", deadline=None
)  # a busy machine is no failure; steps are bounded by tests of their own
settings.load_profile("zjcrawl")
