// The sizes that a row of PyTorch tells by its shapes; channels stand before the places.
import { rankOf } from "./sizes.mjs";

const lastOf = (shape) => shape?.at(-1) ?? null;

// Of a module that puts out what it reads: the channels stand first, or the last axis is all that it reads.
const ofSame = ({ input }, shape) => {
  if (!shape || input[0] === input.at(-1)) return {};
  return input[0] === "..." ? { [input[1]]: lastOf(shape) } : { [input[0]]: shape[1] };
};

// The sizes of a family by what a row puts out and reads, null or shapes with the batch first; undefined where these have
// another number of axes than the module.
export const toldByModule = (family, { output, input }) => {
  const rank = rankOf(family);
  if (rank && [output, input].some((shape) => shape && shape.length !== rank + 2)) return undefined;
  const all = family.output[0] === "same" ? ofSame(family, output ?? input) : {};
  if (rank && family.output[0] !== "same") {
    Object.assign(all, { out_channels: output?.[1], in_channels: input?.[1] });
  } else if (family.output[0] !== "same") {
    const width = family.allSizes.includes("embedding_dim") ? "embedding_dim" : family.output.at(-1);
    Object.assign(all, { [family.input.at(-1)]: lastOf(input), [width]: output?.length > 1 ? lastOf(output) : null });
  }
  return Object.fromEntries(Object.entries(all).filter(([name, size]) => size && family.allSizes.includes(name)));
};
