import keras

step = 4
for shape in ((1, step), (step, 1)):
    model = keras.Sequential([keras.Input(shape), keras.layers.SimpleRNN(32)])
    kernel, recurrent, bias = (weight.numpy().size for weight in model.weights)
    print(f"{shape}: {kernel} + {recurrent} + {bias} = {model.count_params()}")
