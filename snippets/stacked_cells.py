import keras
from keras.layers import LSTM, RNN, LSTMCell

layers = keras.Sequential(
    [keras.Input((50, 3)), LSTM(8, return_sequences=True), LSTM(8)]
)
cells = RNN([LSTMCell(8), LSTMCell(8)])
cells.build((None, 50, 3))
for w in cells.weights:
    name = w.path.removeprefix("rnn/stacked_rnn_cells/")
    print(f"{keras.ops.size(w):5}  {name}")
print("each cell: ", *(cell.count_params() for cell in cells.cell.cells))
print("two cells: ", cells.count_params())
print("two layers:", layers.count_params())
