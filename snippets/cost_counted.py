from rnnformula import cost, run_counted

sizes = {"units": 20, "features": 10, "steps": 3}
run, formula = run_counted("LSTM", **sizes), cost("LSTM", **sizes)

for part in ("forward", "backward"):
    print(f"{part:24}run  formula")
    for kind, number in sorted(getattr(run.counted, part).items()):
        print(f"{kind:20}{number:7,}{formula[part, kind].value:9,}")
