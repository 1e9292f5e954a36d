import keras

layer = keras.layers.SimpleRNN(4, stateful=True)
layer.build((2, 50, 3))
normalization = keras.layers.BatchNormalization()
normalization.build((2, 4))

for owner in (layer, normalization):
    print(f"{owner.name}:")
    for variable in owner.variables:
        weight = any(variable is other for other in owner.weights)
        kind = "weight" if weight else "no weight"
        if weight and not variable.trainable:
            kind += ", not trainable"
        shape = str(tuple(variable.shape))
        print(f"  {variable.name:21}{shape:7}{variable.numpy().size:3}  {kind}")
    arrays = f"{len(owner.weights)} weights, {len(owner.variables)} variables"
    print(f"  {arrays}, {owner.count_params()} parameters")

(state,) = layer.states
listed = any(state is variable for variable in layer.variables)
print(f"the state {tuple(state.shape)} is among the variables: {listed}")
