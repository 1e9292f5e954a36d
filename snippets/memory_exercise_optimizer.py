from rnnformula import cost

for optimizer in ("Adam", "SGD"):
    lstm = cost("LSTM", units=64, features=10, steps=30, optimizer=optimizer)
    print(f"{optimizer}: {lstm['memory', 'optimizer'].value:,} bytes")
