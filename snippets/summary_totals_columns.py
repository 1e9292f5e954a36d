import os
from unittest.mock import patch

import keras

model = keras.Sequential([keras.Input((50, 3)), keras.layers.LSTM(4)])
for columns in (40, 80, 200):
    with patch.dict(os.environ, COLUMNS=str(columns)):
        text = []
        model.summary(line_length=120, print_fn=text.append)
    widths = {len(line) for line in text[0].splitlines() if "┃" in line}
    print(f"COLUMNS={columns}, line_length=120: {max(widths)} wide")
