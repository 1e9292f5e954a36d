from rnnformula import cost

for steps in (1000, 100):
    gru = cost("GRU", units=64, features=10, steps=steps)
    print(f"{steps} time steps: {gru['memory', 'kept'].value:,} bytes")
