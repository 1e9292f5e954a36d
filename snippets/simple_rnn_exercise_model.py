import keras

for steps in (50, 100):
    model = keras.Sequential(
        [
            keras.Input((steps, 1)),
            keras.layers.SimpleRNN(10),
            keras.layers.Dense(1),
        ]
    )
    print(f"{steps} time steps")
    for layer in model.layers:
        print(f"  {layer.name.split('_')[0]:8}{layer.count_params():5}")
    print(f"  {'in all':8}{model.count_params():5}")
