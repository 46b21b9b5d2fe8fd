from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.store_samples import NOW, Crawl, article, new_crawl
from zjcrawl.changes import Change, Part, absence_text, as_text, changes
from zjcrawl.store import open_archive

BODIES = st.text("甲乙丙\n", max_size=30)


def stored(crawl: Crawl, folder: Path) -> list[Change]:
    with crawl.archive:
        pass
    with open_archive(folder / "archive.db") as archive:
        return changes(archive.versions("http://portal.test/1"))


def test_what_was_edited_removed_and_added_is_shown_by_paragraph(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1, body="第一段没有变。\n会议在杭州召开,与会者众。\n这一段后来没有了。"))
    crawl.put(article(1, body="第一段没有变。\n会议在余杭召开,与会者众。\n新来的话,别处没有见过!"), day=2)
    (change,) = stored(crawl, tmp_path)
    assert (change.before, change.after) == (1, 2)
    assert (change.until, change.at) == ("2026-11-22T08:05:09Z", "2026-11-24T08:05:09Z")
    assert change.parts == {
        "body": [
            [
                Part("kept", "会议在"),
                Part("added", "余"),
                Part("kept", "杭"),
                Part("removed", "州"),
                Part("kept", "召开,与会者众。"),
            ],
            [Part("removed", "这一段后来没有了。")],
            [Part("added", "新来的话,别处没有见过!")],
        ]
    }
    assert "  body: 会议在{+余+}杭[-州-]召开,与会者众。\n" in as_text(change).plain


def test_other_columns_are_shown_whole(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1, title="甲乙", editor=None, authors=("王伟",)))
    crawl.put(article(1, title="甲丙", editor="李娜", authors=()), day=1)
    (change,) = stored(crawl, tmp_path)
    assert set(change.parts) == {"title", "editor", "authors"}
    assert change.parts["title"] == [[Part("kept", "甲"), Part("removed", "乙"), Part("added", "丙")]]
    assert change.parts["editor"] == [[Part("added", "李娜")]]


def test_votes_and_footers_are_no_change(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1))
    crawl.put(article(1, votes_up=10, footer=None, section="浙江股市"), day=1)
    assert stored(crawl, tmp_path) == []


def test_another_parser_s_reading_of_a_version_is_no_change(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    crawl.put(article(1, body="旧的正文"), payload="a")
    crawl.archive.put_reading(
        "http://portal.test/1", article(1, body="新读的正文"), pages=1, parser="2", read_at=NOW + timedelta(days=1)
    )
    assert stored(crawl, tmp_path) == []


@given(BODIES, BODIES)
def test_the_parts_of_a_body_make_both_versions(old: str, new: str) -> None:
    (change,) = changes([_row(1, old), _row(2, new)])
    before, after = set(old.split("\n")), set(new.split("\n"))
    for line in change.parts.get("body", []):
        was = "".join(part.text for part in line if part.what != "added")
        became = "".join(part.text for part in line if part.what != "removed")
        assert was in before or all(part.what == "added" for part in line)
        assert became in after or all(part.what == "removed" for part in line)


def _row(version: int, body: str) -> dict[str, object]:
    names = ("title", "published", "published_text", "source", "source_url", "authors", "editor", "images")
    return {**dict.fromkeys(names), "version": version, "body": body, "since": "", "last_seen": ""}


def test_an_absence_says_how_often_it_was_seen_and_whether_it_ended() -> None:
    absence = {"gone_at": "a", "last_gone_at": "b", "sights": 2, "back_at": None, "reason": "HTTP 404"}
    assert absence_text(absence) == "seen to be gone 2 times, from a to b (HTTP 404); gone since"
    back = {**absence, "sights": 1, "last_gone_at": "a", "back_at": "c"}
    assert absence_text(back) == "seen to be gone 1 time, from a to a (HTTP 404); back at c"
