"""Everything the portal publishes as data: tables of records, in JSON, CSV, schemas and a package."""
