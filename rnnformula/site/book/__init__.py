"""The sources of the site as they are read: pages, sections, terms, records and known counts, with their problems.

It may use the package, and `kept`.
"""
