"""Alembic's way into a record: the migrations run on the connection that they are handed, in its transaction."""

from alembic import context

from cenotaph.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
