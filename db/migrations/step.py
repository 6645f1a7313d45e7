"""What a migration changes, and how it is done and taken back: the same way in every file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from alembic import op

# As in 0002: a transaction names its shop, or '*' for the platform's own work.
TENANT = "current_setting('shop.tenant', true)"
POLICY = f"({TENANT} = '*' OR shop_id = nullif(nullif({TENANT}, ''), '*')::bigint)"


@dataclass(frozen=True)
class Step:
    """Tables of shops (each statement in order; all guarded by row-level security), and changes of older ones.

    `platform_tables` belong to no single shop, and are not guarded so.

    `columns`: table → definitions. `constraints`: (table, name, rule). `checks`: (name, table, the CHECK as it becomes,
    as it was). `indexes`: name → statement. `append_only`: tables whose rows are never changed.
    """

    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constraints: tuple[tuple[str, str, str], ...] = ()
    checks: tuple[tuple[str, str, str, str], ...] = ()
    indexes: Mapping[str, str] = field(default_factory=dict)
    append_only: tuple[str, ...] = ()
    platform_tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def up(self) -> None:
        """Make everything."""
        op.execute("SET LOCAL lock_timeout = '5s'")
        # The walls stand for the owner of the tables too: a step that fills a column works on every shop's rows.
        op.execute("SET LOCAL shop.tenant = '*'")
        for statements in (*self.platform_tables.values(), *self.tables.values()):
            for statement in statements:
                op.execute(statement)
        for table, columns in self.columns.items():
            for column in columns:
                op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        for table, name, rule in self.constraints:
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")
        for name, table, now, _before in self.checks:
            _check(name, table, now)
        for statement in self.indexes.values():
            op.execute(statement)
        for table in self.tables:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY tenant ON {table} USING {POLICY} WITH CHECK {POLICY}")
        for table in self.append_only:
            op.execute(
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )

    def down(self) -> None:
        """Take everything back."""
        op.execute("SET LOCAL lock_timeout = '5s'")
        for name in self.indexes:
            op.execute(f"DROP INDEX {name}")
        for name, table, _now, before in self.checks:
            _check(name, table, before)
        for table, name, _rule in reversed(self.constraints):
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for table, columns in self.columns.items():
            for column in columns:
                op.execute(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")
        for table in reversed([*self.platform_tables, *self.tables]):
            op.execute(f"DROP TABLE {table}")


def _check(name: str, table: str, condition: str) -> None:
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition})")
