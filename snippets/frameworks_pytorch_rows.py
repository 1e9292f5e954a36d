from rnnformula import count


def total(units, features, layers, directions):
    return count(
        "torch.nn.LSTM",
        units=units,
        features=features,
        num_layers=layers,
        bidirectional=directions == 2,
    )


for params, width in ((103680, 60), (198656, 128)):
    print(f"{params:,} params, width {width}")
    print("layers directions units features")
    for layers in range(1, 5):
        for directions in (1, 2):
            units = width // directions
            first, second = (
                total(units, features, layers, directions)
                for features in (1, 2)
            )
            each = second - first
            features, left = divmod(params - first + each, each)
            if features > 0 and not left:
                assert total(units, features, layers, directions) == params
                print(f"{layers:6}{directions:11}{units:6}{features:9}")
