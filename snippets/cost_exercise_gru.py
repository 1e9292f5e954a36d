from rnnformula import cost

products = [
    cost(name, units=64, features=64, steps=10)[
        "forward", "multiply_accumulates"
    ].each_step
    for name in ("LSTM", "GRU")
]
print(f"{products[0]:,} and {products[1]:,} at each step")
print(f"ratio: {products[1] / products[0]:g}")
