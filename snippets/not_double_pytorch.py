features, hidden = 32, 128


def lstm(reads):
    return 4 * hidden * (reads + hidden + 2)  # two biases in PyTorch


totals = {}
for directions in (1, 2):
    print("directions:", directions)
    counts = []
    for reads in (features, directions * hidden):
        counts.append(directions * lstm(reads))
        print(f"    layer on {reads:3}: {counts[-1]:8,}")
    totals[directions] = sum(counts)
    print(f"    both layers: {totals[directions]:8,}")
print(f"twice one direction: {2 * totals[1]:8,}")
print(f"more than that:      {totals[2] - 2 * totals[1]:8,}")
print(f"2 * 4 * 128 * 128 =  {2 * 4 * 128 * 128:8,}")
