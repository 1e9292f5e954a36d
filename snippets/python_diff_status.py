from rnnformula.cli import main

for first, second in (
    ("LSTM(64)", "LSTM(64)"),
    ("LSTM(64)", "GRU(64)"),
    ("LSTM(64)", "LTSM(64)"),
):
    try:
        status = main(["diff", first, second, "features=8"])
    except SystemExit as ended:
        status = ended.code
    print("status:", status, end="\n\n")
