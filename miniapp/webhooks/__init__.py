"""What other systems tell us: stored first, then acknowledged, then handled."""
