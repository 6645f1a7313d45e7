"""The REST API below `/api/v1`: typed handlers, and the OpenAPI document made of their types."""
