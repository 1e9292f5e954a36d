from rnnformula.keras import toggles

print(toggles("LSTM", units=2, features=3))
