import keras

for steps, features in ((3, 1), (1, 3)):
    layer = keras.layers.SimpleRNN(10)
    layer.build((None, steps, features))
    print(
        f"(time steps, features) = ({steps}, {features}):", layer.count_params()
    )
