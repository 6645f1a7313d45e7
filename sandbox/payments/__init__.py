"""Invoices, the payment sheet, pre-checkout with its 10 seconds, charges and refunds."""
