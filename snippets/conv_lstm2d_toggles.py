from rnnformula.keras import toggles

print(toggles("ConvLSTM2D", filters=4, kernel_size=3, channels=3))
