"""Which URL comes next: canonical URLs, URL shapes and the queue of what is still to fetch."""
