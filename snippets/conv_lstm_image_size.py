from keras.layers import ConvLSTM2D

print("time steps  image      params")
for steps, height, width in (
    (5, 8, 8),
    (50, 8, 8),
    (5, 64, 64),
    (5, 240, 320),
    (None, 64, 64),
):
    layer = ConvLSTM2D(filters=4, kernel_size=3)
    layer.build((None, steps, height, width, 3))
    image = f"{height} x {width}"
    print(f"{steps!s:>10}  {image:13}{layer.count_params():4}")
