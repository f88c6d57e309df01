"""The grammar of Arabic: what is written together is parted, acts come before people, and names have no capitals."""
