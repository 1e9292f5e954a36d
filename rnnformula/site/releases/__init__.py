"""Releases that stay: preparing one, keeping its site in an archive, and putting all of them beside the latest.

It may use all other rooms of the site.
"""
