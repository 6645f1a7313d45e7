"""The team: who works here, invitations, roles."""
