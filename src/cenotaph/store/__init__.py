"""The record on disk: its database (SQLite or PostgreSQL), its log, its blobs, its search, its backups."""
