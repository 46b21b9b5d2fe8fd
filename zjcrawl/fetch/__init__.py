"""What may be fetched, and how politely."""
