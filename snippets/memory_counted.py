from rnnformula import cost, run_counted

print("layer      kept by a run  formula, in bytes")
for name in ("SimpleRNN", "GRU", "LSTM"):
    sizes = {"units": 20, "features": 10, "steps": 3}
    run = run_counted(name, **sizes).counted
    formula = cost(name, **sizes)["memory", "kept"].value
    print(f"{name:9}{len(run.kept):15}{formula:19,}")
