"""The HTML of pages: formulas as MathML, boxes and links, examples with their captions, notices, and a reader of HTML.

It may use the reports and the fences, and what they use.
"""
