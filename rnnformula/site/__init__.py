"""The site: its pages, examples and checks, and what mkdocs makes of them; no part of what is installed.

It may use all other rooms; the order of its own stands in `docs/en/about/architecture.md`.
"""
