"""What every request passes, outermost first: observe, then translate refusals; headers when an answer leaves."""
