from itertools import product

from keras.layers import GRU


def formula(units, features, reset_after):
    return 3 * units * (features + units + 1 + reset_after)


largest = 200
sizes = range(1, largest + 1)
for printed in ((150, 165), (600, 624)):  # quoted: from the question
    for units, features in product(sizes, sizes):
        forms = [formula(units, features, form) for form in (False, True)]
        if forms != list(printed):
            continue
        print(f"{printed}: GRU({units}) on {features} features")
        for reset_after in (False, True):
            layer = GRU(units, reset_after=reset_after)
            layer.build((None, None, features))
            assert layer.count_params() == forms[reset_after]
