"""The rooms of the documents: the holdings, and one document at one page."""
