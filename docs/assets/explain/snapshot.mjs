// The memory of a Python that has the package loaded, kept between visits: from it Python starts in a fraction of the time.
//
// It is taken before any paste comes in, so it holds nothing of a reader's. It fits one build of Python, one version of the
// package and one browser alone: its address says which. What was altered since it was kept is passed over.
const DIGEST = "X-Digest";

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
const digestOf = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));

// The address that the snapshot of a package is kept under, in the store of the engine alone.
export const snapshotAddress = (own, python, browser) =>
  `${own}?snapshot=${encodeURIComponent(`${new URL(python).pathname} ${browser}`)}`;

// What was kept under an address: its bytes, and later whether they are those that were kept; null where there is nothing.
export const keptSnapshot = async (cache, address) => {
  const kept = await cache?.match(address);
  if (!kept) return null;
  const bytes = await kept.arrayBuffer();
  return { bytes, isWhole: digestOf(bytes).then((digest) => digest === kept.headers.get(DIGEST)) };
};

// A browser that can't keep it, for want of space or of leave, loads Python anew the next time.
export const keepSnapshot = async (cache, address, bytes) => {
  try {
    await cache.put(address, new Response(bytes, { headers: { [DIGEST]: await digestOf(bytes) } }));
  } catch {
    await cache.delete(address).catch(() => null);
  }
};
