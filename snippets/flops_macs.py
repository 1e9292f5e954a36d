from rnnformula import cost

products = {"biases": False, "element_wise": False}
for mac in (1, 2):
    lstm = cost("LSTM", units=128, features=64, steps=50, mac=mac, **products)
    print(f"mac={mac}: {lstm['forward', 'operations'].value:,}")
