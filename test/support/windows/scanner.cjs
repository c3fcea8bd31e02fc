// A simulated virus scanner: opens every new or written file and holds it for 0.2 to 2 seconds. `winnode.cjs scanner.cjs MODE FOLDER...`
// MODE `share`: others can read, write and delete; `exclusive`: no other process can open the file. Counts are written to SCANNER_COUNTS.
const fs = require('node:fs');
const path = require('node:path');

const [mode, ...folders] = process.argv.slice(2);
/** Node's own flag for CreateFile without any sharing (UV_FS_O_EXLOCK). */
const EXCLUSIVE = 0x10000000;
const flags = mode === 'exclusive' ? fs.constants.O_RDONLY | EXCLUSIVE : fs.constants.O_RDONLY;
const skipped = process.env.SCANNER_SKIPS ? new RegExp(process.env.SCANNER_SKIPS) : null;
const seen = new Map();
const held = new Set();
const counts = { opened: 0, refused: 0 };

function scan(folder) {
  for (const entry of entriesOf(folder)) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) scan(file);
    else if (!skipped?.test(entry.name)) holdIfNew(file);
  }
}

function entriesOf(folder) {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function holdIfNew(file) {
  const state = stateOf(file);
  if (state === null || seen.get(file) === state || held.has(file)) return;
  try {
    const handle = fs.openSync(file, flags);
    seen.set(file, state);
    held.add(file);
    counts.opened += 1;
    setTimeout(
      () => {
        fs.closeSync(handle);
        held.delete(file);
      },
      200 + Math.random() * 1800,
    );
  } catch {
    counts.refused += 1;
  }
}

function stateOf(file) {
  try {
    const { ino, size, mtimeMs } = fs.statSync(file);
    return `${ino}-${size}-${mtimeMs}`;
  } catch {
    return null;
  }
}

setInterval(() => folders.forEach(scan), 5);
if (process.env.SCANNER_COUNTS) setInterval(() => fs.writeFileSync(process.env.SCANNER_COUNTS, JSON.stringify(counts)), 200);
