// What the bundles use of Node 24 that the Node 20 of an older Electron has not. Imported before each entry of the bundles.
import threads from 'node:worker_threads';
import zlib from 'node:zlib';

URL.parse ??= (address, base) => {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
};
// Undici names it while it loads; no server of the tests answers in zstd.
zlib.createZstdDecompress ??= () => {
  throw new Error('this Node cannot read zstd');
};
// Undici keeps its classes from being posted to another thread; the product posts none of them.
threads.markAsUncloneable ??= () => {};
