"""Tags: which id has which, what each states, what witnesses it, and what rests on it.

It may use the checks and the fences, and what these use.
"""
