"""What is published besides pages, and when: the policy, the search, the engine for browsers, the verification.

It may use all other rooms of the site.
"""
