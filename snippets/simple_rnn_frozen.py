import keras

model = keras.Sequential([keras.Input((3, 1)), keras.layers.SimpleRNN(10)])
for trainable in (True, False):
    model.layers[0].trainable = trainable
    count = model.count_params()
    learned = sum(weight.numpy().size for weight in model.trainable_weights)
    print(f"trainable={trainable}: {count} parameters, {learned} trainable")
