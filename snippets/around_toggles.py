import textwrap

from rnnformula.keras import toggles

without = []
for layer, shape in {
    "Dense(4)": (50, 3),
    "Embedding(100, 8)": (50,),
    "Conv1D(6, 3)": (50, 6),
    "BatchNormalization()": (50, 4),
    "LayerNormalization()": (50, 4),
    "Flatten()": (50, 4),
    "Dropout(0.5)": (50, 4),
    "SpatialDropout1D(0.5)": (50, 4),
    "Activation('relu')": (50, 4),
    "Masking()": (50, 4),
    "GlobalAveragePooling1D()": (50, 4),
    "GlobalMaxPooling1D()": (50, 4),
    "RepeatVector(7)": (4,),
    "Attention()": (50, 4),
    "AdditiveAttention()": (50, 4),
    "MultiHeadAttention(2, 5)": (50, 3),
}.items():
    table = toggles(layer, input_shape=shape)
    name, changing = layer.split("(")[0], table.changing("params")
    if changing:
        print(f"{name}: {len(changing)} of {len(table.toggled)}")
        print(textwrap.indent(textwrap.fill(", ".join(changing), 36), "  "))
    else:
        without.append(name)
print("nothing changed:")
for name in without:
    print("  " + name)
