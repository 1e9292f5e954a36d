from rnnformula import cost

for batch in (32, 64):
    lstm = cost("LSTM", units=64, features=10, steps=30, batch=batch)
    print(f"batch {batch}: {lstm['memory', 'kept'].value:,} bytes")
