import keras
from keras.layers import SimpleRNN

units = 4
shapes = ((20, 1), (1, 20))
for shape in shapes:
    model = keras.Sequential([keras.Input(shape), SimpleRNN(units)])
    print(f"{shape}:", model.count_params())
for reads, _ in shapes:
    formula = (reads + units) * units + units
    print(f"({reads:2} + {units}) x {units} + {units} =", formula)
