"""The search index: documents in, small text files out, asked by theme's search-worker.js."""
