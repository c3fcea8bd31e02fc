// `node scripts/layers.mjs`: checks the imports between layers, and that only permitted files check host names.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { hostChecksIn } from './layers/host-checks.mjs';
import { violationsOf } from './layers/violations.mjs';
import { inRoot, ROOT } from './project.mjs';

/** @returns {Map<string, string>} */
function readSources() {
  const sources = new Map([['package.json', '']]);
  for (const folder of ['shared', 'src-main', 'src-renderer'])
    for (const entry of readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      sources.set(relative(ROOT, path).split(sep).join('/'), /\.tsx?$/.test(entry.name) ? readFileSync(path, 'utf8') : '');
    }
  return sources;
}

const sources = readSources();
const violations = [...violationsOf(sources), ...hostChecksIn(sources)];
for (const violation of violations) process.stdout.write(`${violation}\n`);
process.stdout.write(`${sources.size} files, ${violations.length} lines against the layers\n`);
process.exitCode = violations.length > 0 ? 1 : 0;
