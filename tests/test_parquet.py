import builtins
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from tests.store_samples import article, new_crawl
from zjcrawl.errors import MissingExtraError
from zjcrawl.parquet import write_parquet
from zjcrawl.store import open_archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    crawl = new_crawl(tmp_path)
    with crawl.archive as archive:
        crawl.put(article(1))
        crawl.put(article(2, authors=(), editor=None, footer=None, votes_up=None, published=None))
        crawl.put(article(3, body=article(1).body))
    return archive.path


def test_the_file_has_every_article_with_its_keys(path: Path, tmp_path: Path) -> None:
    with open_archive(path) as archive:
        assert write_parquet(archive, tmp_path / "a.parquet") == 3
        articles = list(archive.articles())
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    assert table.column_names == list(articles[0])
    for row, one in zip(table.to_pylist(), articles, strict=True):
        plain = {key: value for key, value in one.items() if key not in ("images", "footer", "capture")}
        assert {key: row[key] for key in plain} == plain
    assert table.schema.field("votes_up").type == pyarrow.int64()
    assert table.to_pylist()[1]["footer"] is None
    assert table.to_pylist()[0]["images"].startswith('[{"url":"http://portal.test/1.jpg"')


def test_copies_are_left_out_on_request(path: Path, tmp_path: Path) -> None:
    with open_archive(path) as archive:
        assert write_parquet(archive, tmp_path / "a.parquet", no_copies=True) == 2


def test_an_empty_archive_makes_an_empty_table(tmp_path: Path) -> None:
    with new_crawl(tmp_path).archive as empty:
        pass
    with open_archive(empty.path) as archive:
        assert write_parquet(archive, tmp_path / "a.parquet") == 0
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet").num_rows == 0


def test_without_pyarrow_the_extra_is_named(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with open_archive(path) as archive, pytest.raises(MissingExtraError, match=r"pip install 'zjcrawl\[parquet\]'"):
        write_parquet(archive, tmp_path / "a.parquet")
