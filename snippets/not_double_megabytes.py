def gru(reads, hidden):
    return 3 * hidden * (reads + hidden + 2)


reads = [672, 800, 800, 800, 800]  # both directions are added up: 800
recurrent = sum(gru(width, 800) for width in reads)
convolutions = (41 * 11 * 1 * 32 + 32) + (21 * 11 * 32 * 32 + 32)
normalized = [32, 32, 800, 800, 800, 800, 800]
rest = convolutions + sum(2 * width for width in normalized) + 800 * 29

print("recurrent layers:", len(reads))
for name, params in {
    "one direction": recurrent + rest,
    "both directions": 2 * recurrent + rest,
}.items():
    print(f"{name:16}{params:11,}  {params * 4 / 1e6:.0f} MB")
numbers = 2 * (2 * recurrent + rest)
print(f"and momentum    {numbers:11,}  {numbers * 4 / 1e6:.0f} MB")
print(f"in units of 1024 * 1024 bytes: {numbers * 4 / 1024**2:.0f}")
