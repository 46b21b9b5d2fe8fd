"""A crawl packaged as WACZ is valid, whole, and crawled like the folder it was made from."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from zipfile import ZIP_STORED, ZipFile

import pytest

from tests.crawls import ROOT, SmallPortal, copied, crawl, rows, run

WACZ = ROOT / ".venv-pywb" / "bin" / "wacz"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wacz") / "live.db"
    with SmallPortal("e", 20, faults=(), compress=True) as portal:
        assert crawl(path, portal.proxy).code == 0
    return path


@pytest.fixture(scope="module")
def package(database: Path) -> Path:
    path = database.with_name("crawl.wacz")
    done = run("export", database, "-f", "wacz", "-o", path)
    assert done.code == 0, done.err
    ((articles,),) = rows(database, "SELECT count(*) FROM article")
    assert done.err == f"captures with {articles} articles written to {path}\n"
    return path


@pytest.mark.skipif(not WACZ.exists(), reason="no wacz: make .venv-pywb/installed")
def test_wacz_finds_it_valid(package: Path) -> None:
    done = subprocess.run([WACZ, "validate", "-f", package], capture_output=True, text=True, check=False)
    assert "Validation succeeded" in done.stdout


def test_the_list_of_resources_has_the_digest_of_each(package: Path) -> None:
    with ZipFile(package) as archive:
        described = archive.read("datapackage.json")
        resources = json.loads(described)["resources"]
        for resource in resources:
            content = archive.read(resource["path"])
            assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        kept = {"datapackage.json", "datapackage-digest.json", *(resource["path"] for resource in resources)}
        assert set(archive.namelist()) == kept
        digest = json.loads(archive.read("datapackage-digest.json"))
        assert digest == {"path": "datapackage.json", "hash": f"sha256:{sha256(described).hexdigest()}"}
        assert {i.compress_type for i in archive.infolist() if i.filename.startswith(("archive", "ind"))} == {
            ZIP_STORED
        }


def test_its_pages_are_the_articles_at_the_times_of_their_captures(package: Path, database: Path) -> None:
    with ZipFile(package) as archive:
        header, *pages = map(json.loads, archive.read("pages/pages.jsonl").splitlines())
    assert header["format"] == "json-pages-1.0"
    told = [(page["url"], page["ts"], page["title"], page["text"]) for page in pages]
    assert told == rows(database, "SELECT url, first_seen, title, body FROM article ORDER BY url")


def test_a_hidden_article_is_none_of_its_pages(database: Path, tmp_path: Path) -> None:
    path, folder = copied(database, tmp_path), database.with_name("live-warc")
    ((hidden,),) = rows(path, "SELECT url FROM article LIMIT 1")
    assert run("takedown", path, hidden, "--who", "a", "--why", "b").code == 0
    package = tmp_path / "crawl.wacz"
    assert run("export", path, "-f", "wacz", "-o", package, "--captures", folder).code == 0
    with ZipFile(package) as archive:
        pages = list(map(json.loads, archive.read("pages/pages.jsonl").splitlines()[1:]))
    assert [(page["url"],) for page in pages] == rows(path, "SELECT url FROM article ORDER BY url")
    assert hidden not in {page["url"] for page in pages}


def test_a_crawl_of_it_finds_the_same(package: Path, database: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    assert run("crawl", "zj123", "--db", again, "--from", package).code == 0
    told = "SELECT url, title, body, first_seen FROM article ORDER BY url"
    assert rows(again, told) == rows(database, told)


def test_what_cannot_be_packaged_is_said_and_leaves_nothing(database: Path, tmp_path: Path) -> None:
    copy, output = copied(database, tmp_path), tmp_path / "crawl.wacz"
    assert "name it with -o" in run("export", copy, "-f", "wacz").complaint
    missing = run("export", copy, "-f", "wacz", "-o", output)
    assert (missing.code, ": missing; put it back" in missing.complaint) == (1, True)
    copytree(database.with_name("live-warc"), tmp_path / "live-warc")
    for path in (tmp_path / "live-warc").iterdir():
        path.rename(f"{path}.open")
    assert "is still open" in run("export", copy, "-f", "wacz", "-o", output).complaint
    nowhere = run("export", database, "-f", "wacz", "-o", tmp_path / "none" / "crawl.wacz")
    assert (nowhere.code, "cannot be written: No such file" in nowhere.complaint) == (2, True)
    assert not list(tmp_path.glob("*.wacz*"))
