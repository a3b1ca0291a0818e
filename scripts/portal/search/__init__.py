"""The search index: documents in, small text files out, asked by the theme's search-worker/*.js."""
