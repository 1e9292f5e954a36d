"""The HTML of pages: formulas as MathML, blocks with links of their own, the theme's switches.

It may use the reports and what they use.
"""
