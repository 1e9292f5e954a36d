from keras.layers import AdditiveAttention

for use_scale in (True, False):
    for features in (4, 8):
        layer = AdditiveAttention(use_scale=use_scale)
        layer.build([(None, 20, features), (None, 50, features)])
        shapes = [f"{w.name} {tuple(w.shape)}" for w in layer.weights]
        print(f"{use_scale=}, {features} features:", *shapes)
        print("  parameters:", layer.count_params())
