from rnnformula import cost, count

print("parameters, twice as many, all operations of a step")
for name in ("LSTM", "GRU", "SimpleRNN"):
    parameters = count(name, units=128, features=64)
    layer = cost(name, units=128, features=64, steps=50)
    operations = layer["forward", "operations"].each_step
    print(f"{name:9}{parameters:8,}{2 * parameters:8,}{operations:8,}")
