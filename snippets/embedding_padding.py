import keras
import numpy as np

words = 100
for rows, mask_zero in (
    (words, False),
    (words, True),
    (words + 1, True),
):
    layer = keras.layers.Embedding(rows, 8, mask_zero=mask_zero)
    layer.build((None, 50))
    text = f"Embedding({rows}, 8, mask_zero={mask_zero})"
    print(f"{text:34}", layer.count_params())
ids = np.array([[7, 0]])
for number, kept in zip(ids[0], layer.compute_mask(ids)[0], strict=True):
    print(f"id {number} is a word: {kept}")
