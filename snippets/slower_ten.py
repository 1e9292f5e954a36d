from rnnformula import cost

print("steps  parameters  operations  bytes kept")
for steps in (100, 1000):
    lstm = cost("LSTM", units=64, features=10, steps=steps)
    parameters = lstm.layers[0].tally.count
    operations = lstm["forward", "operations"].value
    kept = lstm["memory", "kept"].value
    print(f"{steps:5}{parameters:12,}{operations:12,}{kept:12,}")
