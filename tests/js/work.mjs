// How much work a function does: how often its blocks are entered, which is the same on every machine and at any load.
import { Session } from "node:inspector/promises";

// Begun before anything runs and never ended: what was compiled while nothing was counted is never counted.
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

const counted = async () => {
  const { result } = await session.post("Profiler.takePreciseCoverage"); // and begins at 0 again
  const blocks = result.flatMap(({ functions }) => functions).flatMap(({ ranges }) => ranges);
  return blocks.reduce((sum, { count }) => sum + count, 0);
};

export const workOf = async (run) => {
  await counted();
  run();
  return counted();
};
