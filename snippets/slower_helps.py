from rnnformula import cost

print("multiply-accumulates of 1000 time steps")
for call in (
    "LSTM(64)",
    "LSTM(32)",
    "GRU(64)",
    "Conv1D(10, 2, strides=2), LSTM(64)",
):
    model = cost(f"Sequential([Input((1000, 10)), {call}])")
    products = model["forward", "multiply_accumulates"].value
    print(f"{call:35}{products:11,}")
