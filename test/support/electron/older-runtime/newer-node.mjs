// Functions of Node 24 that the bundles use and the Node 20 of an older Electron lacks. Imported before each entry of the bundles.
import threads from 'node:worker_threads';
import zlib from 'node:zlib';

URL.parse ??= (address, base) => {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
};
// Undici reads this function while it loads. No server of the tests sends zstd.
zlib.createZstdDecompress ??= () => {
  throw new Error('this Node cannot read zstd');
};
// Undici marks its classes so that they cannot be posted to another thread. The product posts none of them.
threads.markAsUncloneable ??= () => {};
