from rnnformula.keras import toggles

print(toggles("ConvLSTM1D", filters=4, kernel_size=3, channels=3))
