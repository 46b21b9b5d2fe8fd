"""Every Scrapy setting that zjcrawl sets, each with its reason.  ``-s NAME=VALUE`` overrides any of them."""

from __future__ import annotations

import os

from zjcrawl import __version__

BOT_NAME = "zjcrawl"
SPIDER_MODULES = ["zjcrawl.spiders"]
NEWSPIDER_MODULE = "zjcrawl.spiders"

# Who we are.  A site's owner must be able to find out who crawls, and to reach them.
ZJCRAWL_CONTACT = os.environ.get("ZJCRAWL_CONTACT")
USER_AGENT = f"zjcrawl/{__version__} (archival crawler)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "zjcrawl"

# What pages ask of robots in their head, a header or beside a link.  Keep no article that asks not to be archived;
# nofollow is meant for search engines' ranking, and a list may have it on every link.
ZJCRAWL_OBEY_NOARCHIVE = True
ZJCRAWL_OBEY_NOFOLLOW = False

# Manners for a real site: one connection, a pause, and longer pauses when the site answers slowly.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Requests under way: more would wait for the connection, which makes nothing faster, and would still be sent after the
# portal has asked to be left alone.
CONCURRENT_REQUESTS = 1
DOWNLOAD_DELAY = 2.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
# Seconds; a portal that asks for a longer Crawl-delay or Retry-After, or needs a longer pause, is left to the next run.
ZJCRAWL_LONGEST_WAIT = 600
# The hours in which to crawl, in the time of this machine, such as "22:00-06:00"; at their end the crawl stops.
ZJCRAWL_WINDOW = None
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# A capture must not depend on what was fetched before it.
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False

# Bounds.  News pages are some tens of kilobytes; Scrapy's own bound of 1 GiB would fill the memory.
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
RETRY_PRIORITY_ADJUST = 0
REDIRECT_PRIORITY_ADJUST = 0

# Pages are read by their status as well, and a redirect inside a page is followed only by what the page says.
HTTPERROR_ALLOW_ALL = True
METAREFRESH_ENABLED = False

# Where things go: the database, and the folder of WARC files beside it unless set.
ZJCRAWL_DB = "data/zj123.db"
ZJCRAWL_WARC_DIR = None
ZJCRAWL_WARC_MAX_BYTES = 1_000_000_000
# What answers in the place of the live web: a WARC or WACZ file, a folder of them, "wayback" or "commoncrawl".
ZJCRAWL_FROM = None
# Name the records of that folder in the rows, and write none: how a database is made anew from its captures.
ZJCRAWL_ADOPT = False
# Of captures, take those made from this day on and until that one, both included, in UTC: "2012-12-31".
ZJCRAWL_SINCE = None
ZJCRAWL_UNTIL = None
# Where those archives are; a pywb of one's own has /COLLECTION/cdx and /COLLECTION/.
ZJCRAWL_WAYBACK_CDX = "https://web.archive.org/cdx/search/cdx"
ZJCRAWL_WAYBACK_REPLAY = "https://web.archive.org/web/"
ZJCRAWL_COMMONCRAWL_CRAWLS = "https://index.commoncrawl.org/collinfo.json"
ZJCRAWL_COMMONCRAWL_DATA = "https://data.commoncrawl.org/"
# Seconds between two requests to them.
ZJCRAWL_ARCHIVE_DELAY = 1.0
# Follow each list only as far as it shows what no earlier run met; once in so many days all of them to their ends.
ZJCRAWL_LATEST = False
ZJCRAWL_FULL_DAYS = 30
# Days until an article is asked for again though nothing shows a change: at least, while it changes; at most, later.
ZJCRAWL_REVISIT_MIN_DAYS = 1.0
ZJCRAWL_REVISIT_MAX_DAYS = 180.0
# In one run, at most this share of all URLs is asked for again for that reason; 0 is none.
ZJCRAWL_REVISIT_SHARE = 0.02
# Ask for a page that the archive has with If-None-Match and If-Modified-Since.
ZJCRAWL_CONDITIONAL_REQUESTS = True
# What is told when a crawl finds the portal otherwise than those before it: a command that gets JSON on its standard
# input, or a URL that JSON is posted to.  In the environment it is in no process list, and it is kept nowhere.
ZJCRAWL_ON_ALARM = os.environ.get("ZJCRAWL_ON_ALARM")
ZJCRAWL_COMMIT_PAGES = 1000
ZJCRAWL_COMMIT_SECONDS = 5.0

# Pages fetched and not yet read, in bytes: where a portal answers faster than pages are read, so much is fetched again
# after a kill, beside what was not committed.  Scrapy's 5 MB are some hundred pages.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 100_000

SCHEDULER = "zjcrawl.spiders.scheduler.FrontierScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
EXTENSIONS = {"zjcrawl.captures.recorder.Recorder": 0}
# Keeps the bytes of the wire, which Scrapy's own handlers lose.
DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "zjcrawl.captures.wire.WireDownloadHandler")
DOWNLOADER_MIDDLEWARES = {
    "zjcrawl.fetch.guard.ScopeGuard": 10,
    # In the place of Scrapy's, which crawls a portal whose robots.txt cannot be had.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "zjcrawl.fetch.robots.Robots": 100,
    # Between Scrapy's HttpCompression (590) and the downloader: stored copies are not compressed.
    "zjcrawl.spiders.conditional.ConditionalRequests": 595,
    # Next to the downloader: robots.txt, redirects and retries wait as well.
    "zjcrawl.fetch.politeness.Politeness": 950,
    # ScopeGuard does its work, a portal asks for no password, and the archive counts requests and bytes itself.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
# Each is a generator around all that a page yields, which is an article; where it leads goes to the frontier directly.
SPIDER_MIDDLEWARES = dict.fromkeys(
    (
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    )
)
ITEM_PIPELINES = {
    "zjcrawl.pipelines.ValidationPipeline": 100,
    "zjcrawl.pipelines.DuplicatesPipeline": 200,
    "zjcrawl.pipelines.ArchivePipeline": 300,
}
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"

# Scrapy's default of 100 starts a hundred tasks for each response; a page yields one article.
CONCURRENT_ITEMS = 1

# Ports that run Python for whoever connects, and middlewares of no use here.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 60.0
