from rnnformula import cost

model = "Sequential([Input((30, 10)), LSTM(64), Dense(1)])"
print("bytes         batch 1   batch 32")
one, many = (cost(model, batch=batch) for batch in (1, 32))
for key in ("parameters", "gradients", "optimizer", "kept"):
    print(
        f"{key:10}{one['memory', key].value:11,}{many['memory', key].value:11,}"
    )
