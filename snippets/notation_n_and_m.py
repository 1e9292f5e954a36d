import rnnformula

print(rnnformula.count("SimpleRNN", units=10, features=1))
print(rnnformula.count("SimpleRNN", units=1, features=10))
