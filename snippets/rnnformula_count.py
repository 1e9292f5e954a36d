import rnnformula

print(rnnformula.count("SimpleRNN", units=10, features=1))
