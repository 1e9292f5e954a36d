"""Code as people paste it -> the layers and models that it makes. Nothing in it is run.

`unwrapping` takes off what stands around code, `nodes` and `statements` parse it, `following` follows it step by step:
`values` are what names stand for, `applying` what calls make, `chains` the models that there are in the end.

It may use the facts.
"""
