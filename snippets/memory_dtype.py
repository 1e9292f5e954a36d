from rnnformula import cost

print("dtype          parameters     kept")
for dtype in ("float32", "mixed_float16", "float16"):
    lstm = cost("LSTM", units=64, features=10, steps=30, dtype=dtype)
    parameters = lstm["memory", "parameters"].value
    kept = lstm["memory", "kept"].value
    print(f"{dtype:14}{parameters:11,}{kept:9,}")
