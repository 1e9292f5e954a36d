import keras

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
