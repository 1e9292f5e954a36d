// How much work a function does: how often its blocks are entered, which is the same on every machine and at any load.
import { Session } from "node:inspector/promises";

export const workOf = async (run) => {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  run();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  const blocks = result.flatMap(({ functions }) => functions).flatMap(({ ranges }) => ranges);
  return blocks.reduce((sum, { count }) => sum + count, 0);
};
