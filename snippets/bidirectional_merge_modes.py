import keras
from keras.layers import LSTM, Bidirectional, Dense

print("merge_mode  params  width  then Dense(1)  then LSTM(8)")
for mode in ("concat", "sum", "mul", "ave", None):
    layer = Bidirectional(LSTM(8, return_sequences=True), merge_mode=mode)
    output = layer(keras.Input((50, 3)))
    row = f"{mode!s:10}{layer.count_params():8}"
    if mode is None:
        widths = " and ".join(str(tensor.shape[-1]) for tensor in output)
        print(row, f" {widths}, two tensors")
    else:
        dense, lstm = Dense(1), LSTM(8)
        dense(output)
        lstm(output)
        width = output.shape[-1]
        print(
            f"{row}{width:7}{dense.count_params():15}{lstm.count_params():14}"
        )
