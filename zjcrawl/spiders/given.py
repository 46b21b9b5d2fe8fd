"""The settings that a crawl is given, held against what they can mean before anything is made or fetched.

Scrapy takes any name, and looks at a value when it is needed: a slip would end a night that began, or be obeyed as if
nothing had been said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from zjcrawl import settings as ours
from zjcrawl.captures.source import Span
from zjcrawl.drift.telling import parse_hook
from zjcrawl.errors import UsageError
from zjcrawl.fetch.identity import demand_contact
from zjcrawl.fetch.window import Window
from zjcrawl.frontier.revisits import Pace

_PREFIX = "ZJCRAWL_"

_MAY_BE_NEGATIVE = "PRIORITY_ADJUST"


def demand_sense(settings: BaseSettings) -> None:
    """Raise UsageError where a crawl cannot be made as ``settings`` say."""
    for name in given(settings):
        _demand_known(name)
        _demand_value(settings, name)
    demand_contact(settings)
    pace(settings)
    span(settings)
    if settings.getfloat("ZJCRAWL_REVISIT_SHARE") > 1:
        raise UsageError(
            f"ZJCRAWL_REVISIT_SHARE={settings['ZJCRAWL_REVISIT_SHARE']}: a share is at most 1; 0.02 is 2 %"
        )
    if settings["ZJCRAWL_WINDOW"]:
        Window.parse(settings["ZJCRAWL_WINDOW"])
    if settings["ZJCRAWL_ON_ALARM"]:
        parse_hook(settings["ZJCRAWL_ON_ALARM"])


def given(settings: BaseSettings) -> Iterator[str]:
    """Give the names of the settings that were given for this crawl, not by Scrapy or the project."""
    for name in settings:
        if isinstance(name, str) and (settings.getpriority(name) or 0) > SETTINGS_PRIORITIES["project"]:
            yield name


def pace(settings: BaseSettings) -> Pace:
    """Return how long articles rest between two visits; raises UsageError."""
    smallest, largest = (settings.getfloat(f"ZJCRAWL_REVISIT_{which}_DAYS") for which in ("MIN", "MAX"))
    if not 0 < smallest <= largest:
        raise UsageError(
            f"ZJCRAWL_REVISIT_MIN_DAYS={smallest:g} and ZJCRAWL_REVISIT_MAX_DAYS={largest:g}: not a range; "
            "the first is more than 0, and no more than the second"
        )
    return Pace(timedelta(days=smallest), timedelta(days=largest))


def span(settings: BaseSettings) -> Span:
    """Return the days of which captures are taken; raises UsageError."""
    found = Span(_day(settings, "ZJCRAWL_SINCE"), _day(settings, "ZJCRAWL_UNTIL"))
    if not settings["ZJCRAWL_FROM"] and found != Span():
        raise UsageError("ZJCRAWL_SINCE and ZJCRAWL_UNTIL choose among captures: say where from, with --from")
    if found.since and found.until and found.since > found.until:
        raise UsageError(f"no day is both from {found.since} on and until {found.until}; exchange them")
    return found


def _day(settings: BaseSettings, name: str) -> date | None:
    text = settings[name]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{name}={text}: no day; write it as 2012-12-31") from error


def _demand_known(name: str) -> None:
    """Raise UsageError where a setting of ours is none; other names may be an add-on's."""
    known = [setting for setting in vars(ours) if setting.startswith(_PREFIX)]
    if name.startswith(_PREFIX) and name not in known:
        near = get_close_matches(name, known, n=1)
        raise UsageError(f"{name}: no setting of zjcrawl{f'; did you mean {near[0]}?' if near else ''}")


def _demand_value(settings: BaseSettings, name: str) -> None:
    """Raise UsageError where a value is not of the kind that the setting's default is."""
    usual = getattr(ours, name, getattr(default_settings, name, None))
    try:
        if isinstance(usual, bool):
            settings.getbool(name)
        elif isinstance(usual, int | float) and settings[name] is not None:
            value = settings.getfloat(name)
            if not value >= 0 and _MAY_BE_NEGATIVE not in name:
                raise ValueError
    except (TypeError, ValueError) as error:
        wanted = "neither yes nor no; write 1 or 0" if isinstance(usual, bool) else f"no number; the default is {usual}"
        raise UsageError(f"{name}={settings[name]}: {wanted}") from error
