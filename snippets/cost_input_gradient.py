from rnnformula import cost

print("gradient of the input  forward  backward  ratio")
for needed in (True, False):
    lstm = cost("LSTM", units=20, features=10, steps=3, input_gradient=needed)
    forward = lstm["forward", "multiply_accumulates"].value
    backward = lstm["backward", "multiply_accumulates"].value
    ratio = backward / forward
    print(f"{needed!s:21}{forward:9,}{backward:10,}{ratio:7.3g}")
