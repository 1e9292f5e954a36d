from rnnformula import cost

print("multiply-accumulates, all operations")
for call in (
    "LSTM(20)",
    "Bidirectional(LSTM(20))",
    "Bidirectional(LSTM(20), merge_mode='sum')",
):
    both = cost(call, features=10, steps=3)
    products = both["forward", "multiply_accumulates"].value
    operations = both["forward", "operations"].value
    print(f"{call:42}{products:7,}{operations:8,}")
