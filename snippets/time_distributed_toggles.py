from rnnformula.keras import toggles

print(toggles("TimeDistributed(Dense(4))", features=3))
