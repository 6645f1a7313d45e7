dashboard-not-built = The dashboard is not built yet. Run make setup and reload this page.
