from rnnformula import cost


def operations(**convention):
    lstm = cost("LSTM", units=20, features=10, steps=3, **convention)
    return lstm["forward", "operations"].value


for mac in (1, 2):
    products = operations(mac=mac, biases=False, element_wise=False)
    print(f"products alone, mac={mac}: {products:,}")
print(f"products and biases:   {operations(element_wise=False):,}")
print(f"everything:            {operations():,}")
