import keras

kinds = {
    "LSTM": (keras.layers.LSTM, {}),
    "GRU, reset_after=False": (keras.layers.GRU, {"reset_after": False}),
    "GRU, use_bias=False": (keras.layers.GRU, {"use_bias": False}),
    "GRU": (keras.layers.GRU, {}),
}
for features, units in ((1, 1), (3, 4), (28, 128)):
    print(f"{units} units on {features} features, times SimpleRNN:")
    for name, (kind, options) in kinds.items():
        simple = keras.layers.SimpleRNN(
            units, use_bias=options.get("use_bias", True)
        )
        layer = kind(units, **options)
        for built in (simple, layer):
            built.build((None, None, features))
        ratio = layer.count_params() / simple.count_params()
        print(f"  {name:22} {ratio:.6g}")
