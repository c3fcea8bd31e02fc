// Loaded before anything else into every process and thread of the first run: notes which changes its test file meets.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** A thread may be ended without a word: what it has met by then is noted meanwhile. */
const EACH_MS = 200;

const { TSUNAGI_MET_CHANGES: folder } = process.env;
/** What the changed code counts in, by the change's id. @type {Record<string, number>} */
const counts = {};
const noted = new Set();
const own = randomUUID();

function note() {
  const file = process.env.TSUNAGI_TEST_FILE;
  if (folder === undefined || !file) return;
  const fresh = Object.keys(counts).filter((id) => !noted.has(id));
  if (fresh.length === 0) return;
  for (const id of fresh) noted.add(id);
  appendFileSync(join(folder, own), fresh.map((id) => `${id}\t${file}\n`).join(''));
}

setInterval(note, EACH_MS).unref();
process.on('exit', note);
Object.assign(globalThis, { __stryker__: { mutantCoverage: { static: counts, perTest: {} } }, noteMetChanges: note });
