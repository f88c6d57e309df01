"""How the tables of a record came to be, one migration after another (Alembic)."""
