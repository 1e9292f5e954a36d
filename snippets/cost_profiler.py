from rnnformula import count

print(count("LSTM", units=20, features=10))
