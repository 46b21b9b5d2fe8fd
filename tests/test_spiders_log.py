"""Lines for each page and item are built only where they are shown."""

import pytest
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from zjcrawl.spiders.log import LevelledLogFormatter


@pytest.mark.parametrize(
    ("level", "shown"), [("INFO", False), ("DEBUG", True), (10, True), ("10", True), ("WARNING", False)]
)
def test_pages_and_items_are_logged_where_the_level_shows_them(level: str | int, *, shown: bool) -> None:
    formatter = LevelledLogFormatter.from_crawler(get_crawler(settings_dict={"LOG_LEVEL": level}))
    request, spider = Request("http://portal.test/"), Spider("portal")
    response = Response(request.url, request=request)
    lines = [formatter.crawled(request, response, spider), formatter.scraped({}, response, spider)]
    assert [line is not None for line in lines] == [shown, shown]
