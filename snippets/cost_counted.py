from rnnformula import cost, run_counted

sizes = {"units": 20, "features": 10, "steps": 3}
run = run_counted("LSTM", **sizes).counted

print("counted, by the formula  forward       backward")
for (part, kind), amount in cost("LSTM", **sizes).amounts.items():
    if part == "forward" and kind != "operations":
        back = cost("LSTM", **sizes)["backward", kind].value
        print(
            f"{kind:21}{run.forward[kind]:7,} {amount.value:6,}"
            f"{run.backward[kind]:8,} {back:7,}"
        )
