"""Code as people paste it -> the layers and models that it makes. Nothing in it is run.

`unwrapping` takes off what stands around code, `nodes` and `statements` parse it, `following` follows it step by step.
`meanings` are what names stand for, `values` what expressions give. `applying` is what calls make: layers by their
`class_names` and `call_arguments`, what `functions` and `methods` give, models by `assembling`. `inheriting` asks what
classes of the code are made from, `foreseeing` what statements would do. `chains` are the models in the end.

It may use the facts.
"""
