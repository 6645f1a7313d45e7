"""Who a person is, and what their role allows."""
