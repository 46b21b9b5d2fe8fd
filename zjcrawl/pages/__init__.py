"""What a page says, from its bytes and nothing else: no network, no files, no Scrapy."""
