error-database-not-empty = Shops live in this database already. The demo shops move into an empty one only.
