"""What benchmarks/crawl.py and benchmarks/memory.py crawl, and with what."""
