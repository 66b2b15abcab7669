"""Run by Alembic: applies the migrations to the engine that `corpus.database` hands over."""

from alembic import context

from corpus.schema import tables

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    # One transaction for all of it: a process killed in the middle leaves the schema as it was.
    context.configure(connection=connection, target_metadata=tables, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
