from rnnformula import cost

for steps in (30, 3000):
    lstm = cost("LSTM", units=64, features=10, steps=steps)
    in_use = lstm["memory", "in_use"].value
    print(f"{steps:4} time steps: {in_use:,} bytes at one step")
