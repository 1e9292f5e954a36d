from keras.layers import Dense, TimeDistributed

print("steps  TimeDistributed(Dense(4))  Dense(4)")
for steps in (1, 10, 1000, None):
    wrapped = TimeDistributed(Dense(4))
    wrapped.build((None, steps, 3))
    plain = Dense(4)
    plain.build((None, steps, 3))
    counts = f"{wrapped.count_params():14}{plain.count_params():23}"
    print(f"{steps!s:>5}{counts}")
