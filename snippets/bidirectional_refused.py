import textwrap

from keras.layers import LSTM, Bidirectional

for name, new in {
    "backward_layer=LSTM(4)": lambda: Bidirectional(
        LSTM(4), backward_layer=LSTM(4)
    ),
    "LSTM(4, go_backwards=True)": lambda: Bidirectional(
        LSTM(4, go_backwards=True)
    ),
    'merge_mode="max"': lambda: Bidirectional(LSTM(4), merge_mode="max"),
}.items():
    try:
        new()
    except ValueError as error:
        print(name)
        message = str(error).split("Received: forward_layer")[0]
        print(textwrap.indent(textwrap.fill(message, 36), "  "))
