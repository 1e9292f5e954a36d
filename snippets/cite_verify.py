from rnnformula import verify

text = """
LSTM(64)  # rnnformula:2B2D(units=64, features=6) = 18176

| LSTM | rnnformula:lstm.formula(units=2, features=3) = 48 |
| no bias | rnnformula:2B2D(units=2, features=3, use_bias=False) = 48 |
"""
for checked in verify(text):
    print(f"line {checked.claim.line}: {checked}")
