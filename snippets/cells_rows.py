import keras
from keras.layers import RNN, GRUCell, LSTMCell, SimpleRNNCell

inputs = keras.Input((50, 3))
cells = (
    LSTMCell(4),
    GRUCell(4),
    SimpleRNNCell(4),
    [SimpleRNNCell(4), SimpleRNNCell(4)],
)
outputs = [RNN(cell)(inputs) for cell in cells]
model = keras.Model(inputs, outputs)
for layer in model.layers[1:]:
    row = f"{layer.name} ({type(layer).__name__})"
    print(f"{row:14}{layer.output.shape!s:11}{layer.count_params():4}")
