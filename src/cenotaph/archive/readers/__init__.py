"""One reader for each file format: bytes in, documents and notes out."""
