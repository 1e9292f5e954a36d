// A layer as the facts of a page have it, for tests that need no more.
export const RECURRENT = {
  name: "LSTM",
  key: "lstm",
  framework: "keras",
  arguments: ["units", "use_bias", "return_sequences"],
  arrays: [
    { name: "kernel", axes: [[[1, "features"]], [[4, "units"]]] },
    { name: "recurrent_kernel", axes: [[[1, "units"]], [[4, "units"]]] },
    { name: "bias", axes: [[[4, "units"]]], when: [["use_bias", "", false]] },
  ],
  sizes: ["units", "features"],
  allSizes: ["units", "features"],
  read: ["features"],
  options: [["use_bias", [true, false]]],
  input: ["time", "features"],
  output: ["steps", "units"],
  recurrent: true,
};
