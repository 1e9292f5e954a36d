from rnnformula.keras import toggles

print(toggles("RNN(LSTMCell(4))", features=3))
