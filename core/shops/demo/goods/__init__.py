"""What the demo shops sell, one file per department."""
