"""Local payment gateways: faithful stand-ins of third parties, with pay pages, webhooks and trouble on purpose."""
