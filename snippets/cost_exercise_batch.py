from rnnformula import cost

for batch in (1, 32):
    lstm = cost("LSTM", units=20, features=10, steps=3, batch=batch)
    parameters = lstm["memory", "parameters"].value
    products = lstm["forward", "multiply_accumulates"].value
    print(f"batch {batch}: {parameters:,} bytes, {products:,} products")
