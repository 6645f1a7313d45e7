"""Words: every text a person reads, in every language, with money, dates and plurals of that language."""
