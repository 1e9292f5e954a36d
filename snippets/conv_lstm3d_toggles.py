from rnnformula.keras import toggles

table = toggles("ConvLSTM3D", filters=4, kernel_size=3, channels=3)
print(f"{table.usual.params:6}  {table.layer}")
for one in table.toggled:
    if one.params != table.usual.params:
        print(f"{one.params:6}  {one.name}={one.value!r}")
print(f"{len(table.toggled)} arguments changed, one at a time")
