"""The sources of the site as they were read: pages, sections, terms, records, known counts, problems in them.

It may use the package, and `kept`.
"""
