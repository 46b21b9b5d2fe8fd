"""One name for one page: the canonical URL, and the shape of a URL.

A canonical URL names a page; it is never fetched, because a server may answer only to the spelling it linked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.html import strip_html5_whitespace
from w3lib.url import canonicalize_url, safe_url_string

from zjcrawl.frontier.eras import addresses, forms
from zjcrawl.records import Site

_SERVERS_OWN = "cfid|cftoken|oscsid|zenid|aspxautodetectcookiesupport"
_SESSION = re.compile(
    r"(?:php|j|asp|aspx)?sess(?:ion)?_?(?:id|key)?|(?:php|j|asp|aspx)sess(?:ion)?_?id\w*|session_?(?:id|key)?"
    rf"|{_SERVERS_OWN}|sid|s",
    re.IGNORECASE,
)
_ALWAYS_SESSION = re.compile(rf"\w*sess\w*|{_SERVERS_OWN}", re.IGNORECASE)
"""Names that mean a session whatever the value; ``sid`` and ``s`` name sections and searches too."""
_TRACKING = re.compile(
    r"utm_\w+|spm|scm|gclid|fbclid|yclid|msclkid|dclid|mc_[ce]id|from|from_?\w*|ref|referr?er|refer|src|source|channel_from"
    r"|fr|frm|via|track(?:ing)?_?\w*|trk\w*|click_?id|clickfrom|hmsr|hmpl|hmcu|hmkw|hmci|bd_\w+|share_?\w*|isappinstalled|nsukey",
    re.IGNORECASE,
)
_FIRST_ENTRY = re.compile(r"from=\d{1,5}", re.IGNORECASE)
"""What a page of a list begins with, as in ``list.pl?c=1&from=31``: no place that a reader came from."""
_CACHE_BUSTER = re.compile(r"_|t|ts|time|timestamp|r|rnd|rand|random|nocache|v|ver|dt", re.IGNORECASE)
_OPAQUE = re.compile(r"(?=.*\d)(?=.*[a-z])[0-9a-z._-]{6,}|\d{6,}|[a-z]{16,}", re.IGNORECASE)
_TOKEN = re.compile(r"(?=.*\d[a-z])[0-9a-z]{8,}", re.IGNORECASE)
"""Letters and digits at random; digits after all letters, as in ``zjgs1102``, number the pages of a section."""
_ALIKE = 4
"""Characters that two tokens at random do not begin with both."""
_MIXED_TOKEN = re.compile(
    r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d[A-Za-z])[0-9A-Za-z]{6,}|(?=(?:.*?\d[A-Za-z]){2})[0-9A-Za-z]{6,}"
)
"""The same in either case, as the ids of short links are; words with numbers after them alternate less."""
_SLUG = re.compile(r"^(?=[^.]*[a-z])(?![a-z]+(?:-N)+(?:\.|$))(?:[^.N]+|[^.]*-[^.]*)(?=\.|$)")
"""Words of an article's own; one word before numbers, as in ``show-12-1.html``, says what a page is."""
_NUMBERED = re.compile(r"(?!(?:19|20)\d\d-)\d{3,}(?=-[a-z])", re.IGNORECASE)
"""The number before an article's words, as in ``1379-jjjj``, beside the word alone of a column; a year is a word."""
_LONG_NUMBER = re.compile(r"\d{3,}")
"""What a page of its own has behind a dot, as in ``news-item.1149``; a program's version has fewer figures."""
_BACK = re.compile(r"(?<![a-z])back(?:pid|page|url|_?id|_?to)\b", re.IGNORECASE)
"""Where a reader came from, as in ``tx_ttnews[backPid]=12``."""
_ALL_PAGES = re.compile(r"[_-]all(?=\.\w{3,5}$)")
_CLOCK = re.compile(r"0?\.\d{4,}|\d{10,17}")
_PATH_SESSION = re.compile(r";[^/?]*|/\((?:[SAFX]\([0-9a-z]+\))+\)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|shtml|aspx?|php|jsp|do)$", re.IGNORECASE)
_NO_BREAKS = str.maketrans("", "", "\n\r\t")
_FROM_THE_ROOT = ("/", "http://", "https://")
"""Addresses that lead to the same page from every other of a host: most links of a portal are on all of its pages."""
_DEFAULT_PORT = {"http": 80, "https": 443}
_REMEMBERED = 4096
"""URLs whose canonical form and shape are kept: the links of the last pages, which are asked for again and again."""


@lru_cache(_REMEMBERED)
def canonical_url(url: str, site: Site | None = None) -> str:
    """Return the canonical form of an absolute URL.

    Fragment, default port, session ids, tracking parameters and cache busters go; a directory and its index page are
    one, as long as nothing is asked of it.  On the hosts of ``site``, present and former, the scheme becomes that of
    its home there, and the bare domain, with and without ``www``, becomes the home's host.  The query keeps its order,
    which servers are known to care about.  What cannot be taken apart, such as a redirect to a port of six digits,
    stands for itself.
    """
    try:
        parts = _without_session(urlsplit(canonicalize_url(url.strip())))
        query = urlsplit(safe_url_string(url.strip())).query
        port = parts.port if parts.port != _DEFAULT_PORT.get(parts.scheme) else None
    except ValueError:
        return url.strip()
    scheme, host = parts.scheme, parts.hostname or ""
    address = next((at for at in addresses(site) if _is_host_of(host, at.domain)), None) if site else None
    if address is not None and port is None:
        home = urlsplit(address.home)
        scheme = home.scheme
        host = home.hostname or host if host in (address.domain, f"www.{address.domain}") else host
    kept = [piece for piece in query.split("&") if piece and not _is_noise(*_pair(piece))]
    path = (parts.path if kept else _INDEX.sub("/", parts.path)) or "/"
    netloc = f"{host}:{port}" if port else host
    return urlunsplit((scheme, netloc, path, "&".join(map(_canonical_parameter, kept)), ""))


def _pair(parameter: str) -> tuple[str, str]:
    """Return name and value of a parameter; the value is "" where it has none."""
    ((name, value),) = parse_qsl(parameter, True, errors="surrogateescape")
    return name, value


def _canonical_parameter(parameter: str) -> str:
    """Spell one parameter in one way; one without a value, as in ``show.asp?1141``, stays without."""
    encoded = urlencode([_pair(parameter)], errors="surrogateescape", safe="=")
    return encoded if "=" in parameter else encoded.removesuffix("=")


def _without_session(parts: SplitResult) -> SplitResult:
    """Take session ids out of the path; what they hid, such as ``/.;jsessionid=1/``, is resolved then."""
    path = _PATH_SESSION.sub("", parts.path)
    return parts if path == parts.path else urlsplit(canonicalize_url(parts._replace(path=path).geturl()))


def _is_noise(name: str, value: str) -> bool:
    """Tell whether a query parameter says who came, from where or when, and not what is asked for.

    ``sid`` and ``t`` also name sections and topics, so short or plain values of such names are kept.
    """
    if _TRACKING.fullmatch(name):
        return _FIRST_ENTRY.fullmatch(f"{name}={value}") is None
    return _is_session(name, value) or _is_cache_buster(name, value)


def _is_session(name: str, value: str) -> bool:
    named = _SESSION.fullmatch(name) is not None
    return named and (_ALWAYS_SESSION.fullmatch(name) or _OPAQUE.fullmatch(value)) is not None


def _is_cache_buster(name: str, value: str) -> bool:
    return _CACHE_BUSTER.fullmatch(name) is not None and _CLOCK.fullmatch(value) is not None


@lru_cache(_REMEMBERED)
def sessionless_url(url: str) -> str:
    """Return a URL without the session ids in its path and query; nothing else of it changes."""
    parts = urlsplit(url)
    kept = (piece for piece in parts.query.split("&") if not piece or not _is_session(*_pair(piece)))
    return urlunsplit(parts._replace(path=_PATH_SESSION.sub("", parts.path), query="&".join(kept)))


@lru_cache(_REMEMBERED)
def in_one_order(url: str) -> str:
    """Return a canonical URL with the parameters of its query in the order of their names.

    Templates of one portal write ``id=1&cid=2`` and ``cid=2&id=1``.  What has no name, as in ``list.pl?3&2``, says
    what it is by its place, so that such a query stays as it is.
    """
    path, _, query = url.partition("?")
    pieces = query.split("&")
    if len(pieces) < 2 or not all("=" in piece for piece in pieces):
        return url
    return f"{path}?{'&'.join(sorted(pieces, key=lambda piece: piece.partition('=')[0]))}"


def may_be_one(url: str, other: str) -> bool:
    """Tell whether two canonical URLs may name one page, if the pages turn out to be the same.

    So it is when they differ only in query parameters that one of them lacks, or whose values are opaque tokens in
    both: session ids under names that nobody has listed.  What is called an id names the page, whatever it looks like,
    unless it is that of the page to go back to.  A path may say that it shows ``_all`` pages of another.
    """
    parts, others = urlsplit(url), urlsplit(other)
    if parts[:2] != others[:2] or (parts.path != others.path and not _are_twins(parts.path, others.path)):
        return False
    query, rest = dict(parse_qsl(parts.query, True)), dict(parse_qsl(others.query, True))
    if _bare(query) != _bare(rest):
        return False
    shared = query.keys() & rest.keys()
    return all(
        query[name] == rest[name] or _BACK.search(name) or _are_tokens(name, query[name], rest[name]) for name in shared
    )


def _are_twins(path: str, other: str) -> bool:
    """Tell whether one of two paths is of all pages in one of the other, as ``/n/12_all.html`` is of ``/n/12.html``."""
    return path == _ALL_PAGES.sub("", other) or other == _ALL_PAGES.sub("", path)


def _bare(query: dict[str, str]) -> set[str]:
    """Return the parameters that have no value, and say what is asked for by their names."""
    return {name for name, value in query.items() if not value}


def _are_tokens(name: str, *values: str) -> bool:
    """Tell whether values are at random; numbers in hexadecimal, which count on, begin alike."""
    if name.lower().endswith("id") or len({value[:_ALIKE] for value in values}) == 1:
        return False
    return all(_TOKEN.fullmatch(value) for value in values)


@lru_cache(_REMEMBERED)
def url_shape(url: str) -> str:
    """Return ``url`` with every number, hash, slug and value taken out, so that pages of one kind share it."""
    parts = urlsplit(url)
    directories, _, last = parts.path.rstrip("/").rpartition("/")
    path = "/".join(_segment_shape(segment) for segment in directories.split("/"))
    names = sorted(itertools.starmap(_parameter_shape, parse_qsl(parts.query, True)))
    name = _segment_shape(last) if names else _name_shape(last)
    return f"{parts.hostname or ''}{path}/{name}?{'&'.join(names)}"


def _name_shape(name: str) -> str:
    """Return the shape of the last part of a path, whose words are an article's own."""
    slug = _SLUG.sub("*", _segment_shape(name))
    return f"N-{slug}" if slug.startswith("*") and _NUMBERED.match(name) else slug


def _parameter_shape(name: str, value: str) -> str:
    """Return a parameter without what is a page's own; one without a value, as in ``?view-12``, says it by its name."""
    if not value:
        return _segment_shape(name)
    return f"{name}={'N' if any(map(str.isdigit, value)) else value}"


def _segment_shape(segment: str) -> str:
    stem, dot, ending = segment.partition(".")
    if re.fullmatch(r"(?=.*\d)[0-9a-f-]{8,}", stem, re.IGNORECASE):
        stem = "N"
    elif _MIXED_TOKEN.fullmatch(stem):
        stem = "*"
    return re.sub(r"\d+", "N", stem) + dot + _LONG_NUMBER.sub("N", ending)


@lru_cache(_REMEMBERED)
def in_scope(url: str, site: Site) -> bool:
    """Tell whether ``url`` is a web page on the portal's domain or one of its subdomains.

    A backslash ends the host for some clients and not for others, so that a host with one is nobody's.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = "\\" not in parts.netloc
    return (
        parts.scheme in _DEFAULT_PORT
        and _is_host_of(host, site.domain)
        and plain
        and port in (None, *_DEFAULT_PORT.values())
    )


@lru_cache(_REMEMBERED)
def was_in_scope(url: str, site: Site) -> bool:
    """Tell whether ``url`` is, or was at any time, on a domain of the portal."""
    return any(in_scope(url, form) for form in forms(site))


def _is_host_of(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def absolute_url(base: str, href: str, encoding: str = "utf-8") -> str | None:
    """Resolve ``href`` as a browser does, or return ``None`` where it leads to no web page.

    White space around it, line breaks in it and a default port go, and a backslash before the query is a slash.  A
    query that is not ASCII is asked for in the ``encoding`` of its page, as the WHATWG URL standard has it.
    """
    if href.startswith(_FROM_THE_ROOT):
        base = "/".join(base.split("/", 3)[:3])
    return _resolved(base, href, encoding)


@lru_cache(_REMEMBERED)
def _resolved(base: str, href: str, encoding: str) -> str | None:
    cleaned = strip_html5_whitespace(href).translate(_NO_BREAKS)
    query = next((n for n, character in enumerate(cleaned) if character in "?#"), len(cleaned))
    try:
        url = urljoin(base, cleaned[:query].replace("\\", "/") + cleaned[query:])
        parts = urlsplit(url)
        if parts.scheme not in _DEFAULT_PORT or not parts.hostname or parts.port == 0:
            return None
        if parts.port == _DEFAULT_PORT[parts.scheme]:
            url = parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl()
    except ValueError:
        return None
    if parts.query.isascii():
        return url
    asked = "".join(_encodable(parts.query, encoding))
    return safe_url_string(url.replace(parts.query, asked, 1), encoding=encoding, path_encoding="utf-8")


def _encodable(query: str, encoding: str) -> Iterator[str]:
    """Yield the characters of a query; those that ``encoding`` lacks as browsers do, as ``&#65533;`` escaped."""
    for character in query:
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            yield f"%26%23{ord(character)}%3B"
        else:
            yield character
