// A paste as the fragment of an address, which browsers keep to themselves: #paste=1.<deflated, base64url>.
const START = "#paste=";
const VERSION = "1";
const MOST = 100_000; // bytes of a paste in a link; what unpacks to more is no paste but a trap

export class DamagedLink extends Error {}
export class LargeLink extends Error {}

const piped = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

const toText = (bytes) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const unpacked = async (bytes) => {
  const parts = [];
  let size = 0;
  const reader = piped(bytes, new DecompressionStream("deflate-raw")).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    size += value.length;
    if (size > MOST) {
      reader.cancel().catch(() => null); // it has failed already: nothing is lost
      throw new LargeLink();
    }
    parts.push(value);
  }
};

export const isPaste = (fragment) => fragment.startsWith(START);

// Throws LargeLink for a paste that no link would open.
export const toFragment = async (paste) => {
  const bytes = new TextEncoder().encode(paste);
  if (bytes.length > MOST) throw new LargeLink();
  const packed = await new Response(piped(bytes, new CompressionStream("deflate-raw"))).arrayBuffer();
  return `${START}${VERSION}.${toText(new Uint8Array(packed))}`;
};

// Throws DamagedLink or LargeLink.
export const fromFragment = async (fragment) => {
  const [version, data, ...more] = fragment.slice(START.length).split(".");
  if (version !== VERSION || !data || more.length) throw new DamagedLink();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await unpacked(toBytes(data)));
  } catch (error) {
    throw error instanceof LargeLink ? error : new DamagedLink();
  }
};
