from rnnformula import cost, count

print(f"parameters: {count('LSTM', units=64, features=5):,}")
for steps in (30, 60):
    lstm = cost("LSTM", units=64, features=5, steps=steps)
    products = lstm["forward", "multiply_accumulates"].value
    print(f"{steps} steps: {products:,} multiply-accumulates")
