"""What was fetched, as it was received: WARC writing and reading, and bytes to text."""
