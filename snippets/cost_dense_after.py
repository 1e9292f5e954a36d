from rnnformula import cost

for returned in (False, True):
    lstm = f"LSTM(20, return_sequences={returned})"
    model = cost(f"Sequential([Input((30, 10)), {lstm}, Dense(1)])")
    dense = model.layers[-1].amounts["forward", "multiply_accumulates"]
    print(f"{lstm:32} Dense(1): {dense.value:3}")
