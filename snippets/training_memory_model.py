from rnnformula import cost

model = cost(
    "Sequential([Input((100, 10)), LSTM(128, return_sequences=True),"
    " LSTM(128), Dense(1)])",
    batch=32,
    optimizer="Adam",
)
for key in ("parameters", "gradients", "optimizer", "kept"):
    print(f"{key:10} {model['memory', key].value:10,} bytes")
