from keras.layers import GRU, Bidirectional

from rnnformula.keras import check

layer = Bidirectional(GRU(32))
layer.build((None, 50, 10))
check(layer)
for one in (layer.forward_layer, layer.backward_layer):
    print(f"{one.name}: {one.count_params():,}")
    print("  bias:", tuple(one.cell.bias.shape))
print(f"together: {layer.count_params():,}")
