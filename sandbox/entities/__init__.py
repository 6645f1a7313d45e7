"""Text formatting: parse modes to entities, automatic entities, and the checks on a text's length."""
