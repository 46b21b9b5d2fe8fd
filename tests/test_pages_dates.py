from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjcrawl.pages.dates import Stamp, find_date, find_dates, find_plain_date, read_iso, read_labelled_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2010年10月20日", "2010-10-20"),
        ("2010 年 1 月 2 日", "2010-01-02"),
        ("２０１０", None),
        ("2010-10-20 08:05", "2010-10-20T08:05+08:00"),
        ("2010/10/20 8:05:09", "2010-10-20T08:05:09+08:00"),
        ("2010.10.20", "2010-10-20"),
        ("10年10月20日", "2010-10-20"),
        ("98年10月20日", "1998-10-20"),
        ("2009年11月09日11:30", "2009-11-09T11:30+08:00"),
        ("2010年10月20日 星期三 下午3:05", "2010-10-20T15:05+08:00"),
        ("2010年10月20日 08时05分", "2010-10-20T08:05+08:00"),
        ("2010年10月20日8时5分", "2010-10-20T08:05+08:00"),
        ("2010-10-20T08:05:09+08:00", "2010-10-20T08:05:09+08:00"),
        ("06/02/2022 - 13:48", "2022-02-06T13:48+08:00"),
        ("5/7/2012 8:05:09 PM", "2012-05-07T20:05:09+08:00"),
        ("5/27/2012", "2012-05-27"),
        ("2012-05-07 上午 12:05", "2012-05-07T00:05+08:00"),
        ("2012-05-07 中午12:05", "2012-05-07T12:05+08:00"),
        ("２０１２年５月７日　１０：２２", "2012-05-07T10:22+08:00"),
        ("二〇一二年五月七日", None),
        ("07.05.2012", "2012-05-07"),
        ("2012 05/07 10:22:01", "2012-05-07T10:22:01+08:00"),
        ("May 7, 2012", "2012-05-07"),
        ("Sept. 7, 2012", "2012-09-07"),
        ("7 May 2012 10:22", "2012-05-07T10:22+08:00"),
        ("2012年5月7日 10:22 PM", "2012-05-07T22:22+08:00"),
        ("Marathon 7, 2012", None),
        ("2010年2月30日", None),
        ("2010-10-2015", None),
        ("1.2010.10.20", None),
        ("0571-87896971", None),
        ("2010年10月", None),
    ],
)
def test_dates_in_text(text: str, iso: str | None) -> None:
    stamp = find_date(text)
    assert (stamp.iso if stamp else None) == iso


def test_a_date_knows_the_text_it_was_read_from() -> None:
    stamp = find_date("发布 2010-10-20 08:05 来源")
    assert stamp is not None
    assert (stamp.text, stamp.start) == ("2010-10-20 08:05", 3)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("二○一二年五月七日", "2012-05-07"),
        ("一九九八年十二月三十一日", "1998-12-31"),
        ("二零一二年十月二十日", "2012-10-20"),
        ("二〇一二年十一月廿一日", "2012-11-21"),
        ("二〇一二年二月三十日", None),
        ("二〇一二年十十月七日", None),
    ],
)
def test_numerals_of_words_need_a_label(value: str, iso: str | None) -> None:
    stamp = read_labelled_date(value)
    assert (stamp and stamp.iso) == iso


def test_a_date_in_full_width_is_kept_as_printed() -> None:
    stamp = find_date("　２０１２年５月７日")
    assert stamp is not None
    assert (stamp.text, stamp.start) == ("２０１２年５月７日", 1)


def test_short_dates_need_a_label() -> None:
    assert find_date("10-10-20") is None
    stamp = read_labelled_date("10-10-20")
    assert stamp is not None
    assert stamp.iso == "2010-10-20"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("10-10-20", "2010-10-20"),
        ("余杭新闻网 10-10-20", "2010-10-20"),
        ("二○一二年五月七日 余杭新闻网", "2012-05-07"),
        ("本届展会于二○一二年五月七日在余杭开幕", None),
        ("比分 10-10-20 平", None),
    ],
)
def test_a_plain_date_opens_or_ends_its_line(text: str, iso: str | None) -> None:
    stamp = find_plain_date(text)
    assert (stamp and stamp.iso) == iso


def test_a_date_that_java_wrote_has_its_year_last() -> None:
    assert find_date("发布时间: Fri Jan 18 05:59:17 CST 2008") == Stamp(
        "2008-01-18T05:59:17+08:00", "Fri Jan 18 05:59:17 CST 2008", 6
    )


def test_what_machines_write_keeps_its_offset() -> None:
    stamp = read_iso("2010-10-20T00:05:09Z")
    assert stamp is not None
    assert stamp.iso == "2010-10-20T00:05:09+00:00"
    assert read_iso("soon") is None


@given(st.text(alphabet="0123456789年月日-/.: ", max_size=200))
def test_no_text_raises(text: str) -> None:
    for stamp in find_dates(text):
        assert text[stamp.start :].lstrip().startswith(stamp.text)


@pytest.mark.parametrize("month", range(1, 13))
def test_english_months_in_full_and_short(month: int) -> None:
    day = datetime(2012, month, 7, tzinfo=UTC)
    for text in (day.strftime("%B 7, 2012"), day.strftime("%b 7, 2012"), day.strftime("7 %b. 2012")):
        stamp = find_date(text)
        assert stamp is not None
        assert stamp.iso == f"2012-{month:02d}-07"
