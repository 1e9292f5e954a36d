import keras

layer = keras.layers.BatchNormalization()
layer.build((None, 50, 64))
for weight in layer.weights:
    kind = "trainable" if weight.trainable else "not trainable"
    print(f"{weight.name:16}{weight.shape[0]:3}  {kind}")
print("parameters:", layer.count_params())
