"""The knowledge base: models, catalogue, index, stored files. Imports nothing of the other packages."""
