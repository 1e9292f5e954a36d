from rnnformula import cost

print("time steps  parameters         kept")
for steps in (30, 300, 3000):
    lstm = cost("LSTM", units=64, features=10, steps=steps, batch=32)
    parameters = lstm["memory", "parameters"].value
    kept = lstm["memory", "kept"].value
    print(f"{steps:10}{parameters:12,}{kept:13,}")
