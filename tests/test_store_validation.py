import pytest

from tests.store_samples import article
from zjcrawl.store import missing_fields


def test_url_title_and_body_make_an_article() -> None:
    assert missing_fields(article(1)) == ()


@pytest.mark.parametrize("nothing", [None, "", " \u3000\n"])
def test_what_is_lacking_is_named_in_order(nothing: str | None) -> None:
    assert missing_fields(article(1, title=nothing)) == ("title",)
    assert missing_fields(article(1, body=nothing, title=nothing)) == ("title", "body")


def test_an_empty_url_is_lacking() -> None:
    assert missing_fields(article(1, url="")) == ("url",)
