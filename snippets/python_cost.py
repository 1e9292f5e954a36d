from rnnformula import cost

lstm = cost("LSTM", units=64, features=6, steps=30, batch=32)
for part, key in (
    ("forward", "multiply_accumulates"),
    ("backward", "operations"),
    ("memory", "kept"),
):
    amount = lstm[part, key]
    print(f"{part:9}{key:21}{amount.each_step:11,}{amount.value:13,}")
