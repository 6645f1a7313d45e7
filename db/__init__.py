"""Storage: types, models, migrations and repositories of the one database."""
