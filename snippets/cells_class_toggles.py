from rnnformula.keras import toggles

for cell in (
    "SimpleRNNCell(4)",
    "LSTMCell(4)",
    "GRUCell(4)",
    "StackedRNNCells([LSTMCell(4), GRUCell(6)])",
):
    table = toggles(cell, features=3)
    print(cell)
    print(f"{table.usual.params:6}  as it is")
    unchanged = 0
    for one in table.toggled:
        if one.params == table.usual.params:
            unchanged += 1
        elif one.name == "cells":
            print(f"{one.params:6}  another cell")
        else:
            print(f"{one.params:6}  {one.name}={one.value}")
    if unchanged:
        print(f"        {unchanged} others change nothing")
