"""`make bench`: the ratios of the performance goals, each beside the yardstick measured in the same run."""
