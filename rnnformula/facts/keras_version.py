"""The version of Keras in which the families were read; a family's source names the file and the method behind it."""

KERAS = "Keras 3.15"
