"""What a layer costs: operations forward and backward, and memory, derived from its arrays and equations.

It may use the facts, the reading and the counting.
"""
