"""A made-up portal on the disk, and nginx to serve it as a forward proxy for the portal's hosts."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.portal import Portal, words
from tests.portal.layouts.dated_divs import DatedDivs
from tests.portal.site import Site
from tests.portal.texts import Text

_ANY = 20  # articles of a portal whose pages give way to those that are measured

NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log {folder}/access.log combined buffer=64k flush=100ms;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000; sendfile on; tcp_nopush on; default_type "{content_type}";
    server {{ listen 127.0.0.1:{port}; root {folder}/pages/$host; index index.html; }}
}}
"""


class Wide(DatedDivs):
    """Layout b with the lists beside an article twice as long, so that pages weigh what portals' did: 15 to 30 KB."""

    def recent(self, count: int, but: Text | None = None) -> list[Text]:
        """Links to other articles: twice as many, but for the one before and the one after."""
        return super().recent(2 * count if count > 2 else count, but)

    def outside_links(self, pool: Any, template: str, count: int, cut: int = 14) -> list[tuple[str, str]]:
        """Links to what is no news, twice as many."""
        return super().outside_links(pool, template, min(2 * count, len(pool)), cut)


@dataclass(frozen=True, slots=True)
class Served:
    """A portal that answers behind ``proxy``; ``server`` says what answers, ``lists`` where each section's list begins.

    ``articles`` is how many there are to find, ``median`` the bytes of a page.
    """

    server: str
    proxy: str
    home: str
    lists: tuple[str, ...]
    articles: int
    median: int
    log: Path | None

    def requests(self) -> int:
        """Return how many requests were answered so far, where the server keeps count."""
        if self.log is None:
            return 0
        time.sleep(0.3)  # nginx writes its log every 100 ms
        return self.log.read_bytes().count(b"\n")


@contextmanager
def served(folder: Path, articles: int, core: int | None) -> Iterator[Served]:
    """Render a portal of ``articles`` articles into ``folder`` and serve it, on the processor ``core``."""
    site = Site("b", articles, 1, frozenset(), {"b": Wide})
    sizes = sorted(len(resource.body) for resource in site.resources.values())
    facts: dict[str, Any] = {
        "home": site.layout.home_url,
        "lists": tuple(site.layout.list_url(section, 1) for section in words.SECTIONS),
        "articles": len(site.truth()),
        "median": sizes[len(sizes) // 2],
    }
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if nginx is None:
        print("nginx was not found in PATH or /usr/sbin (Debian: nginx-light); a server in Python answers in its place")
        portal = Portal("b", _ANY, 1, ())
        portal.site = site
        with portal:
            yield Served("tests.portal", portal.proxy, log=None, **facts)
        return
    _write(folder / "pages", site)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, content_type=site.layout.content_type))
    command = [nginx, "-c", str(config), "-e", str(folder / "error.log")]
    with subprocess.Popen(command) as process:
        try:
            if core is not None:
                os.sched_setaffinity(process.pid, {core})
            _wait_for(port)
            yield Served("nginx", f"http://127.0.0.1:{port}", log=folder / "access.log", **facts)
        finally:
            process.terminate()


def _write(folder: Path, site: Site) -> None:
    """Write each page to where nginx looks for it."""
    for url, resource in site.resources.items():
        parts = urlsplit(url)
        path = folder / parts.netloc / (parts.path.lstrip("/") + ("index.html" if parts.path.endswith("/") else ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(resource.body)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nginx does not answer on port {port}; see its error.log")
