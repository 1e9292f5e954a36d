from rnnformula.keras import toggles

print(toggles("Bidirectional(LSTM(4))", features=3))
