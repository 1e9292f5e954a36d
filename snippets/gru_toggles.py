from rnnformula.keras import toggles

print(toggles("GRU", units=2, features=3))
