"""The one declaration of the data's shape: what file holds which record, and where."""
