"""The command line as people and programs meet it: output, exit codes, and one line for what went wrong."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.crawls import FAST, ROOT, Finished, SmallPortal, command, crawl, environment, rows, run
from zjcrawl.cli import main
from zjcrawl.demo import SavedResponse, serve

PAGE = ROOT / "fixtures" / "zj123" / "seed-tables-gbk"
URL = str(json.loads((PAGE / "response.json").read_text(encoding="utf-8"))["url"])
TITLE = "朱金坤强调:统筹城乡区域发展是历史性机遇"
VERBS = (*main.commands, "fixture add")


def call(*arguments: str | Path, stdin: bytes = b"") -> Result:
    """Run a verb in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Finished]:
    """An archive of a small portal and what the crawl said."""
    database = tmp_path_factory.mktemp("cli") / "archive.db"
    with SmallPortal("e", 36, faults=()) as portal:
        return database, crawl(database, portal.proxy, "--from", "live")


@pytest.fixture
def database(crawled: tuple[Path, Finished]) -> Path:
    return crawled[0]


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_verb_explains_itself(verb: str) -> None:
    shown = call(*verb.split(), "--help")
    assert shown.exit_code == 0
    assert shown.output.startswith("Usage: ")
    assert all(f"  {name}" in shown.output for name in VERBS[:-1]) == (verb == "")
    assert "..." not in shown.output.partition("\n")[2]


@pytest.mark.parametrize(
    "line",
    [
        ("crawl", "zj123", "-s", "DOWNLOAD_DELAY"),
        ("crawl", "zj123", "-s", "=5"),
        ("crawl", "zj123", "--max-pages", "0"),
        ("crawl", "zj123", "--from", "nowhere"),
        ("crawl", "nowhere"),
        ("crawl", "zj123", "--db", "no/such/folder/a.db"),
        ("extract",),
        ("extract", "no-such-file.html"),
        ("extract", "."),
        ("export", "no-such.db"),
        ("search", "no-such.db", "股市"),
        ("export", str(PAGE / "body.html")),
        ("export", "no-such.db", "-f", "xml"),
        ("report", "no-such.db"),
        ("fixture", "add", str(PAGE / "body.html"), "--name", "x"),
        ("fixture", "add", str(PAGE / "body.html"), "--name", "x", "--origin", "o"),
        ("fixture", "add", str(PAGE / "body.html"), "--name", "x", "--origin", "o", "--url", "http://lj.example/1"),
        (
            "fixture",
            "add",
            str(PAGE / "body.html"),
            "--name",
            "x",
            "--origin",
            "o",
            "--url",
            "http://a/",
            "--site",
            "A b",
        ),
        ("fixture", "add", str(PAGE / "body.html"), "--name", "x", "--origin", "o", "--url", URL, "--date", "2010"),
        ("extract", str(PAGE / "body.html"), "--date", "yesterday"),
        ("fixture", "add", "no-such.html", "--name", "x", "--origin", "o", "--url", URL),
        ("fixture", "add", str(PAGE / "body.html"), "--name", "x", "--origin", "o", "--url", "www.zj123.com/1"),
        ("extract", str(PAGE / "body.html"), "--url", "not a url"),
        ("fixture", "add", str(PAGE / "body.html"), "--name", "x", "--origin", "o", "--url", URL, "--site", "nowhere"),
        ("no-such-verb",),
    ],
)
def test_wrong_usage_ends_with_2_and_a_line_that_says_what_is_wrong(line: tuple[str, ...]) -> None:
    done = call(*line)
    assert done.exit_code == 2
    assert done.stdout == ""
    said = [part for part in done.stderr.splitlines() if not part.startswith(("Usage:", "Try ")) and part]
    assert len(said) == 1, done.stderr
    assert said[0].startswith(("Error: ", "zjcrawl: "))


def test_a_bad_setting_is_named() -> None:
    assert "'DOWNLOAD_DELAY' is not NAME=VALUE" in call("crawl", "-s", "DOWNLOAD_DELAY").stderr


def test_an_unknown_site_is_answered_with_those_known() -> None:
    assert call("crawl", "nowhere").stderr == (
        "zjcrawl: unknown site 'nowhere': known are eyh (余杭新闻网), zj123 (浙江民营企业网), zjol (浙江在线)\n"
    )


def test_a_file_is_read() -> None:
    done = call("extract", PAGE / "body.html", "--url", URL)
    assert done.exit_code == 0
    page = json.loads(done.stdout)
    assert (page["kind"], page["title"], page["published"], page["url"]) == ("article", TITLE, "2010-10-20", URL)
    assert (page["votes_up"], page["votes_down"], page["site"]) == (9, 0, "zj123")


def test_stdin_is_read_and_says_the_same() -> None:
    piped = call("extract", "-", "--url", URL, stdin=(PAGE / "body.html").read_bytes())
    assert piped.stdout == call("extract", PAGE / "body.html", "--url", URL).stdout


def test_a_page_needs_no_url() -> None:
    page = json.loads(call("extract", PAGE / "body.html").stdout)
    assert page["kind"] == "article"
    assert page["title"] == TITLE


def test_every_key_is_there_whatever_the_page_is() -> None:
    table = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8").partition("| key |")[2]
    described = re.findall(r"^\| (\w+) \|", table.partition("\n\n")[0], re.MULTILINE)
    for stdin in (b"", b"\x00\xff", (PAGE / "body.html").read_bytes()):
        page = json.loads(call("extract", "-", stdin=stdin).stdout)
        assert [key for key in page if key not in ("kind", "reason", "articles", "listings")] == described


def test_an_explanation_for_a_program_is_the_same_json_with_evidence() -> None:
    line = ("extract", PAGE / "body.html", "--url", URL)
    page = json.loads(call(*line, "--explain").stdout)
    evidence = page.pop("evidence")
    assert page == json.loads(call(*line).stdout)
    assert evidence["source"]["text"] == "作者: 时间:2010年10月20日 信息来源:余杭新闻网"
    assert call(*line, "--json").stdout == call(*line).stdout


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_explanation_on_a_terminal_is_for_people(options: tuple[str, ...]) -> None:
    ours, theirs = os.openpty()
    line = command("extract", PAGE / "body.html", "--url", URL, "--explain", *options)
    printed = b""
    with subprocess.Popen(line, cwd=ROOT, stdout=theirs, env={**os.environ, "TERM": "dumb"}) as done:
        os.close(theirs)
        with suppress(OSError):  # what Linux raises where other systems give b"": the program has left the terminal
            while chunk := os.read(ours, 1 << 16):
                printed += chunk
    os.close(ours)
    assert done.returncode == 0
    assert printed.startswith(b"{") == bool(options)
    assert (b"  by     source label" in printed) != bool(options)


def test_a_url_is_fetched_and_read() -> None:
    with SmallPortal("a", 12, faults=()) as portal:
        wanted = portal.truth[0]
        done = run("extract", wanted["url"], proxy=portal.proxy)
    assert done.code == 0, done.err
    assert json.loads(done.out)["title"] == wanted["title"]


def test_one_page_is_read_at_once() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("extract", PAGE / "body.html", "--url", URL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3  # seconds of CPU, whatever else runs
    assert json.loads(done.out)["title"] == TITLE
    assert done.err == ""


def test_a_crawl_reports_what_it_did(crawled: tuple[Path, Finished]) -> None:
    database, done = crawled
    assert done.code == 0, done.err
    assert "outcomes by reason" in done.out
    (count,) = rows(database, "SELECT count(*) FROM article")[0]
    assert count == 36


def test_a_crawl_without_a_terminal_logs_plain_lines(crawled: tuple[Path, Finished]) -> None:
    assert "\x1b" not in crawled[1].err + crawled[1].out
    assert "Spider closed (finished)" in crawled[1].err


def test_a_crawl_that_finds_no_article_ends_with_1(tmp_path: Path) -> None:
    with SmallPortal("e", 36, faults=()) as portal:
        done = run("crawl", "--db", tmp_path / "a.db", "--max-pages", "1", *FAST, proxy=portal.proxy)
    assert done.code == 1
    assert "no article of zj123 in" in done.complaint


def test_a_crawl_that_was_stopped_goes_on(tmp_path: Path) -> None:
    with SmallPortal("e", 36, faults=()) as portal:
        line = ("crawl", "--db", tmp_path / "a.db", *FAST, "--contact", "mailto:archive@example.org")
        run(*line, "--max-pages", "20", proxy=portal.proxy)
        assert rows(tmp_path / "a.db", "SELECT ended_at FROM run") == [(None,)]
        assert run(*line, proxy=portal.proxy).code == 0
        assert rows(tmp_path / "a.db", "SELECT count(*) FROM article") == [(36,)]
        assert rows(tmp_path / "a.db", "SELECT resumed, reason FROM run") == [(1, "finished")]
        assert {seen.user_agent for seen in portal.requests()} == {
            "zjcrawl/0.1.0 (archival crawler; +mailto:archive@example.org)"
        }


def test_the_json_lines_are_the_articles(database: Path, tmp_path: Path) -> None:
    done = call("export", database, "-o", tmp_path / "out.jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"36 articles written to {tmp_path / 'out.jsonl'}\n"
    written = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert written == call("export", database).stdout
    assert [json.loads(line)["url"] for line in written.splitlines()] == [
        url for (url,) in rows(database, "SELECT url FROM article ORDER BY url")
    ]


def test_the_csv_has_the_same_articles(database: Path, tmp_path: Path) -> None:
    call("export", database, "-f", "csv", "--bom", "-o", tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["url"], row["title"], row["body"]) for row in found] == rows(
        database, "SELECT url, title, body FROM article ORDER BY url"
    )


def test_copies_are_left_out_on_request(database: Path) -> None:
    (unique,) = rows(database, "SELECT count(*) FROM article WHERE copy_of IS NULL")[0]
    assert len(call("export", database, "--no-copies").stdout.splitlines()) == unique < 36


def test_a_csv_for_spreadsheets_escapes_formulas(database: Path, tmp_path: Path) -> None:
    made = call("export", database, "-f", "csv", "--escape-formulas").stdout
    assert [row["url"] for row in csv.DictReader(io.StringIO(made, newline=""))] == [
        url for (url,) in rows(database, "SELECT url FROM article ORDER BY url")
    ]
    refused = call("export", database, "--escape-formulas", "-o", tmp_path / "out.jsonl")
    assert (refused.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert refused.stderr == "zjcrawl: --escape-formulas is for csv, not for jsonl; leave it out\n"


@pytest.mark.parametrize(
    "options",
    [("export", "-o"), ("export", "-f", "csv", "-o"), ("export", "-f", "parquet", "-o"), ("report", "--html")],
)
def test_nothing_is_written_over_the_database(database: Path, options: tuple[str, ...]) -> None:
    before = database.read_bytes()
    verb, *rest = options
    refused = call(verb, database, *rest, database)
    assert refused.exit_code == 2
    assert refused.stderr == f"zjcrawl: {database}: is the database itself; name another file\n"
    assert database.read_bytes() == before


@pytest.mark.parametrize("suffix", ["-wal", "-shm", ".lock"])
def test_nothing_is_written_over_what_belongs_to_the_database(database: Path, suffix: str) -> None:
    refused = call("export", database, "-f", "csv", "-o", f"{database}{suffix}")
    assert refused.exit_code == 2
    assert refused.stderr == f"zjcrawl: {database}{suffix}: belongs to the database {database}; name another file\n"


def test_a_filter_that_is_empty_is_named_as_the_reason_for_finding_nothing(database: Path) -> None:
    assert call("search", database, "企业", "--source", "").stderr.endswith(
        "holds 企业 and is what the options ask for\n"
    )


@pytest.mark.parametrize("query", ["-股市 企业", "－股市 企业", "企业 -股市", "企业 NOT 股市"])
def test_a_query_may_begin_with_what_it_forbids(database: Path, query: str) -> None:
    asked = "SELECT count(*) FROM article WHERE title || body LIKE '%企业%' AND title || body NOT LIKE '%股市%'"
    found = call("search", database, query, "--limit", "100", "--json")
    assert (found.exit_code, len(found.stdout.splitlines())) == (0, rows(database, asked)[0][0])


def test_an_option_that_there_is_not_is_no_query(database: Path) -> None:
    refused = call("search", database, "企业", "--limt", "3")
    assert refused.exit_code == 2
    assert "No such option '--limt'" in refused.stderr


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("无此 or 企业", "the operator is OR"),
        ("“企业”无此", 'a phrase stands in "straight ones"'),
        ("无此*", "* is taken as it stands"),
        ("无此", "holds 无此"),
    ],
)
def test_what_finds_nothing_says_how_it_was_understood(database: Path, query: str, told: str) -> None:
    done = call("search", database, query)
    assert (done.exit_code, done.stdout) == (0, "")
    assert told in done.stderr


@pytest.mark.parametrize("verb", ["upgrade", "verify", "search"])
def test_an_empty_file_is_no_archive(tmp_path: Path, verb: str) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    refused = call(verb, path, *(["企业"] if verb == "search" else []))
    assert (refused.exit_code, path.stat().st_size) == (2, 0)
    assert refused.stderr == f"zjcrawl: {path}: is empty, and no archive; crawl into it first, or name another\n"


@pytest.mark.parametrize("option", ["--bom", "--no-copies"])
@pytest.mark.parametrize("form", ["sqlite", "bag", "wacz"])
def test_a_whole_copy_takes_no_option_of_lists(database: Path, tmp_path: Path, form: str, option: str) -> None:
    refused = call("export", database, "-f", form, option, "-o", tmp_path / "copy")
    assert (refused.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert refused.stderr.startswith("zjcrawl: ")
    assert refused.stderr.endswith("; leave it out\n")


def test_an_output_that_cannot_be_written_is_said(database: Path) -> None:
    done = call("export", database, "-o", "/proc/no/out.jsonl")
    assert done.exit_code == 2
    assert done.stderr.startswith("zjcrawl: /proc/no/out.jsonl: cannot be written: ")


def test_the_report_is_for_people_and_for_programs(database: Path) -> None:
    text, data = call("report", database), json.loads(call("report", database, "--json").stdout)
    assert "经济热点" in text.stdout
    assert data["run"]["reason"] == "finished"
    assert data["total"]["articles"] == 36


def test_a_run_that_is_not_there_is_said(database: Path) -> None:
    done = call("report", database, "--run", "9")
    assert (done.exit_code, done.stderr) == (2, f"zjcrawl: {database}: no run 9 in it; the last one is 1\n")


def test_a_fixture_is_added_and_never_written_over(tmp_path: Path) -> None:
    line = ("fixture", "add", PAGE / "body.html", "--name", "mine", "--origin", "made up", "--url", URL)
    done = call(*line, "--folder", tmp_path)
    target = tmp_path / "zj123" / "mine"
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{target}: check every field")
    assert (target / "body.html").read_bytes() == (PAGE / "body.html").read_bytes()
    assert json.loads((target / "expected.json").read_text(encoding="utf-8"))["title"] == TITLE
    assert json.loads((target / "response.json").read_text(encoding="utf-8"))["url"] == URL
    assert (target / "ORIGIN.md").read_text(encoding="utf-8") == "made up\n"
    again = call(*line, "--folder", tmp_path)
    assert again.exit_code == 2
    assert again.stderr == f"zjcrawl: {target}: is there already; choose another --name\n"


def test_a_fixture_may_be_the_first_page_of_a_portal(tmp_path: Path) -> None:
    line = ("fixture", "add", PAGE / "body.html", "--name", "first", "--origin", "made up", "--folder", tmp_path)
    url = "http://www.lj.example/1.html"
    assert call(*line, "--url", url, "--site", "linjiang", "--date", "2006-05-01").exit_code == 0
    saved = tmp_path / "linjiang" / "first"
    assert json.loads((saved / "response.json").read_text(encoding="utf-8")) == {
        "url": url,
        "status": 200,
        "headers": [["Content-Type", "text/html"], ["Memento-Datetime", "Mon, 01 May 2006 00:00:00 GMT"]],
    }
    read = json.loads((saved / "expected.json").read_text(encoding="utf-8"))
    assert (read["site"], read["title"]) == (None, TITLE)


def test_a_fixture_from_a_file_is_what_its_server_called_it(tmp_path: Path) -> None:
    line = ("fixture", "add", PAGE / "body.html", "--name", "x", "--origin", "made up", "--folder", tmp_path)
    assert call(*line, "--url", URL, "--content-type", "text/html; charset=gb2312").exit_code == 0
    saved = tmp_path / "zj123" / "x"
    facts = json.loads((saved / "response.json").read_text(encoding="utf-8"))
    assert facts["headers"] == [["Content-Type", "text/html; charset=gb2312"]]
    fetched = call("fixture", "add", URL, "--name", "y", "--origin", "o", "--content-type", "text/html")
    assert fetched.stderr == "zjcrawl: --content-type is for a FILE; what is fetched has one: leave it out\n"


def test_a_fixture_of_a_known_portal_is_put_with_its_others(tmp_path: Path) -> None:
    line = ("fixture", "add", PAGE / "body.html", "--name", "x", "--origin", "made up", "--folder", tmp_path)
    assert call(*line, "--url", "http://zjnews.zjol.com.cn/system/2010/1.shtml").exit_code == 0
    assert (tmp_path / "zjol" / "x" / "body.html").exists()


def test_a_page_is_fetched_from_an_archive_and_read_as_the_portals(tmp_path: Path) -> None:
    archived = "http://archive.example/2010id_/http://www.eyh.cn/news/show.asp?id=1"
    page = SavedResponse(
        200, (("Memento-Datetime", "Mon, 01 May 2006 00:00:00 GMT"),), (PAGE / "body.html").read_bytes()
    )
    with serve({archived: page}) as proxy:
        origin = ("--url", "http://www.eyh.cn/news/show.asp?id=1")
        read = json.loads(run("extract", archived, *origin, proxy=proxy).out)
        assert (read["site"], read["url"]) == ("eyh", origin[1])
        saved = run(
            "fixture", "add", archived, *origin, "--name", "x", "--origin", "o", "--folder", tmp_path, proxy=proxy
        )
    assert saved.code == 0, saved.err
    assert json.loads((tmp_path / "eyh" / "x" / "expected.json").read_text(encoding="utf-8")) == read


def test_a_fixture_cannot_leave_its_folder(tmp_path: Path) -> None:
    line = ("fixture", "add", PAGE / "body.html", "--origin", "made up", "--url", URL, "--folder", tmp_path / "in")
    done = call(*line, "--name", "../../out")
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_crawl_that_is_told_to_stop_ends_well_and_goes_on(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    slowly = ("crawl", "--db", database, "-s", "DOWNLOAD_DELAY=0.05", "-s", "AUTOTHROTTLE_ENABLED=0")
    with SmallPortal("e", 36, faults=()) as portal:
        with subprocess.Popen(
            command(*slowly), stderr=subprocess.PIPE, cwd=ROOT, env=environment(portal.proxy)
        ) as going:
            assert going.stderr is not None
            while b"Spider opened" not in going.stderr.readline():
                assert going.poll() is None
            while len(portal.requests()) < 10:
                assert going.poll() is None
            going.terminate()
            going.stderr.read()
        assert going.returncode == 0
        assert rows(database, "SELECT ended_at, reason FROM run") == [(None, "shutdown")]
        assert run("crawl", "--db", database, *FAST, proxy=portal.proxy).code == 0
    assert rows(database, "SELECT count(*) FROM article") == [(36,)]


def test_search_prints_what_it_found_as_text_and_as_json(database: Path) -> None:
    title, word = rows(database, "SELECT title, substr(body, 3, 4) FROM article ORDER BY url LIMIT 1")[0]
    shown = call("search", database, f'"{word}"')
    assert (shown.exit_code, shown.stderr) == (0, "zjcrawl: 1 to 1 of 1\n")
    assert title in shown.stdout
    found = [
        json.loads(line) for line in call("search", database, f'"{word}"', "--json", "--limit", "1").stdout.splitlines()
    ]
    assert len(found) == 1
    start, end = found[0]["marks"][0]
    assert found[0]["extract"][start:end] == word


def test_search_says_when_nothing_is_found_and_when_a_query_is_wrong(database: Path) -> None:
    nothing = call("search", database, "查无此词")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr == f"zjcrawl: nothing in {database} holds 查无此词\n"
    nowhere = call("search", database, "的", "--section", "没有这一栏")
    assert nowhere.stderr == f"zjcrawl: nothing in {database} holds 的 and is what the options ask for\n"
    beyond = call("search", database, "的", "--offset", "100")
    assert (beyond.exit_code, beyond.stdout) == (0, "")
    assert re.fullmatch(rf"zjcrawl: no more than \d+ in {database} hold 的\n", beyond.stderr)
    wrong = call("search", database, "(统筹")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("zjcrawl: query '(统筹': a bracket is not closed")


def test_diff_tells_the_versions_and_an_unknown_article(database: Path) -> None:
    (url,) = rows(database, "SELECT url FROM article LIMIT 1")[0]
    shown = call("diff", database, url)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith("1 version, the last one seen 2")
    assert json.loads(call("diff", database, url, "--json").stdout) == {"changes": [], "absences": []}
    unknown = call("diff", database, "http://portal.test/none")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("zjcrawl: no article http://portal.test/none in")


def test_story_tells_who_carried_a_text_and_an_unknown_article(database: Path) -> None:
    sql = "SELECT a.url, a.copy_of FROM article AS a WHERE a.copy_of IS NOT NULL LIMIT 1"
    (url, original) = rows(database, sql)[0]
    shown = call("story", database, url)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert f"  {original}\n  the same text; first seen 2" in shown.stdout
    assert f"  {url}\n  the article asked for; first seen 2" in shown.stdout
    told = json.loads(call("story", database, url, "--json").stdout)
    assert {url, original} <= {reprint["url"] for reprint in told["articles"]}
    assert rows(database, "SELECT story_id FROM article WHERE url = ?", url) == [(told["story_id"],)]
    unknown = call("story", database, "http://portal.test/none")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("zjcrawl: no article http://portal.test/none in")


def test_what_cannot_go_to_stdout_goes_where_it_is_told(database: Path, tmp_path: Path) -> None:
    for form, said in (("parquet", "36 articles written to"), ("sqlite", "copied to"), ("bag", "bagged in")):
        done = call("export", database, "-f", form, "-o", tmp_path / form)
        assert (done.exit_code, done.stdout) == (0, "")
        assert said in done.stderr
        assert (tmp_path / form).exists()
        nowhere = call("export", database, "-f", form)
        assert (nowhere.exit_code, nowhere.stdout) == (2, "")
        assert nowhere.stderr == f"zjcrawl: {form} does not go to stdout: name it with -o\n"
    assert call("export", database, "-f", "parquet", "-o", tmp_path / "no" / "a").exit_code == 2


def test_a_portal_that_is_not_what_it_was_ends_a_crawl_with_1_and_tells_somebody(tmp_path: Path) -> None:
    database, told = tmp_path / "a.db", tmp_path / "told.json"
    with SmallPortal("e", 36, faults=()) as portal:
        assert crawl(database, portal.proxy).code == 0
    with SmallPortal("k", 36, seed=2, faults=()) as portal:
        done = crawl(database, portal.proxy, "--on-alarm", f"tee {told}")
    assert done.code == 1
    assert done.complaint.startswith("zjcrawl: alarm: votes up: 0 of 36 articles have it")
    message = json.loads(told.read_text(encoding="utf-8"))
    assert message["run"]["statement"].startswith("zj123 was crawled live from ")
    alarm = message["alarms"][0]
    assert (alarm["kind"], alarm["subject"], len(alarm["samples"])) == ("field", "votes_up", 3)
    assert alarm["samples"][0]["evidence"]["votes_up"]["rule"] == "no two counts below the text"
    assert alarm["samples"][0]["capture"]["offset"] > 0
    assert "tee" not in rows(database, "SELECT settings FROM run WHERE id = 2")[0][0]
    assert "alarm 1: votes up: 0 of 36" in " ".join(run("report", database).out.split())


def test_a_report_is_one_page_and_metrics_in_files_of_their_own(database: Path, tmp_path: Path) -> None:
    html, metrics = tmp_path / "report.html", tmp_path / "zjcrawl.prom"
    done = call("report", database, "--html", html, "--lang", "zh", "--prometheus", metrics)
    assert (done.exit_code, done.output) == (0, "")
    assert "采集存档报告" in html.read_text(encoding="utf-8")
    assert "zjcrawl_run_requests{" in metrics.read_text(encoding="utf-8")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["report.html", "zjcrawl.prom"]
    assert call("report", database, "--html", "-").stdout.startswith("<!DOCTYPE html>")


def test_a_report_that_cannot_be_written_is_a_clear_error(database: Path, tmp_path: Path) -> None:
    done = call("report", database, "--html", tmp_path / "no" / "report.html")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_words_of_a_query_need_no_quotes(database: Path) -> None:
    apart, quoted = (call("search", database, *words, "--json") for words in (("企业", "浙江"), ("企业 浙江",)))
    assert apart.exit_code == 0
    assert apart.stdout == quoted.stdout != ""


def test_a_url_may_be_spelled_otherwise(database: Path) -> None:
    ((url,),) = rows(database, "SELECT url FROM article_current LIMIT 1")
    spelled = url.replace("http://www.", "https://")
    assert spelled != url
    for verb in ("diff", "story"):
        assert call(verb, database, spelled).stdout == call(verb, database, url).stdout != ""


def test_an_export_that_fails_leaves_the_file_that_was_there(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "articles.jsonl"
    assert call("export", database, "-o", output).exit_code == 0
    before = output.read_bytes()

    def fail(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("zjcrawl.export.write_jsonl", fail)
    failed = call("export", database, "-o", output)
    assert (failed.exit_code, failed.stderr.count("\n")) == (2, 1)
    assert output.read_bytes() == before
    assert list(tmp_path.iterdir()) == [output]


def test_an_export_to_a_dash_goes_to_standard_output(database: Path) -> None:
    assert call("export", database, "-o", "-").stdout == call("export", database).stdout != ""


@pytest.mark.parametrize("verb", [("export",), ("search", "企业", "--json")])
def test_a_full_disk_ends_in_one_line(database: Path, verb: tuple[str, ...]) -> None:
    line = [sys.executable, "-m", "zjcrawl.cli", verb[0], str(database), *verb[1:]]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == f"zjcrawl: cannot be written: {os.strerror(errno.ENOSPC)}\n"
