"""Who is told what about an event, at most once per event and person."""
