from keras.layers import GRU

forms = ({}, {"reset_after": False}, {"use_bias": False})
for form in forms:
    for features in range(1, 21):
        layer = GRU(64, **form)
        layer.build((None, None, features))
        if layer.count_params() == 12864:
            name = ", ".join(f"{key}={value}" for key, value in form.items())
            print(f"features={features}, {name or 'default'}")
