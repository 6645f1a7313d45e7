"""Sales in figures, and reports that come by themselves."""
