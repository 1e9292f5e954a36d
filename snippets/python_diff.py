from rnnformula import diff, render

for first, second in (
    ("GRU(64)", "GRU(64, reset_after=False)"),
    ("LSTM(64)", "torch.nn.LSTM(8, 64)"),
    ("LSTM(64)", "GRU(32)"),
):
    print(render.text(diff(first, second, features=8)))
    print()
