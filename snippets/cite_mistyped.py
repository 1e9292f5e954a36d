from rnnformula import InputError, find_tag

for written in ("2b2d", "2BD2", "2B2O"):
    try:
        print(find_tag(written).id)
    except InputError as error:
        print(error)
