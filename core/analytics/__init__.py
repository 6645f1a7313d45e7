"""What was sold, drawn, written into sheets and looked ahead."""
