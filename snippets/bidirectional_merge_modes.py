import keras
from keras.layers import LSTM, Bidirectional, Dense

print("                     next layer")
print("mode   params width Dense(1) LSTM(8)")
for mode in ("concat", "sum", "mul", "ave", None):
    layer = Bidirectional(LSTM(8, return_sequences=True), merge_mode=mode)
    output = layer(keras.Input((50, 3)))
    row = f"{mode!s:7}{layer.count_params():6}"
    if mode is None:
        widths = " and ".join(str(tensor.shape[-1]) for tensor in output)
        print(row, f" {widths}, two tensors")
    else:
        dense, lstm = Dense(1), LSTM(8)
        dense(output)
        lstm(output)
        width = output.shape[-1]
        print(f"{row}{width:6}{dense.count_params():9}{lstm.count_params():8}")
