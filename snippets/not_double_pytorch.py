from rnnformula import count

features, units = 32, 128
totals = {}
for directions in (1, 2):
    print("directions:", directions)
    counts = []
    for reads in (features, directions * units):
        layer = count(
            "torch.nn.LSTM",
            units=units,
            features=reads,
            bidirectional=directions == 2,
        )
        counts.append(layer)
        print(f"    layer on {reads:3}: {layer:8,}")
    totals[directions] = sum(counts)
    print(f"    both layers: {totals[directions]:8,}")
print(f"twice one direction: {2 * totals[1]:8,}")
print(f"more than that:      {totals[2] - 2 * totals[1]:8,}")
print(f"2 * 4 * {units} * {units} =  {2 * 4 * units * units:8,}")
