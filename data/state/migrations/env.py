"""Called by alembic with the connection of ``data.state.store``: steps run inside its transaction."""

from alembic import context

from data.state import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    transactional_ddl=True,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
context.run_migrations()
