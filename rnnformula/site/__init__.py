"""What the site's build needs and the package does not: pages, snippets, checks, mkdocs events."""
