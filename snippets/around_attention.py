from keras.layers import Attention

for arguments in (
    {},
    {"use_scale": True},
    {"score_mode": "concat"},
    {"use_scale": True, "score_mode": "concat"},
):
    layer = Attention(**arguments)
    layer.build([(None, 50, 4), (None, 50, 4)])
    names = [f"{w.name} {tuple(w.shape)}" for w in layer.weights]
    print(f"{layer.count_params()} parameters", *names, sep=", ")
    print("  ", arguments)
