import keras

forms = {
    "4(n(n + m) + n)": lambda n, m: 4 * (n * (n + m) + n),
    "4(nm + n^2)": lambda n, m: 4 * (n * m + n**2),
    "4(n^2 + n)": lambda n, m: 4 * (n**2 + n),
}
for n, m in ((256, 4096), (9, 1), (128, 1)):
    print(f"n = {n} units, m = {m} features")
    for use_bias in (True, False):
        layer = keras.layers.LSTM(n, use_bias=use_bias)
        layer.build((None, 16, m))
        what = f"LSTM({n}), use_bias={use_bias}"
        print(f" {what:25}{layer.count_params():10,}")
    for text, form in forms.items():
        print(f" {text:25}{form(n, m):10,}")
