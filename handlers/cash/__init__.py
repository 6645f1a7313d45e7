"""Cash at the door: paid less, and counting what couriers bring."""
