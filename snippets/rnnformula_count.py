import rnnformula

print(rnnformula.count("SimpleRNN", units=10, features=1))
print(rnnformula.count("Bidirectional(LSTM(64))", features=8))
print(rnnformula.count("Sequential([Input((50, 3)), LSTM(64), Dense(1)])"))
