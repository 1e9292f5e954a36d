// The layer of Keras 3 that a layer is compared with, empty where there is none.
export const relativeOf = (facts, layer) => facts.relatives.find((known) => known.layer === layer)?.keras ?? "";
