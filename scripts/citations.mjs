// `node scripts/citations.mjs`: checks that comments and documents cite only what is in the repository.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brokenCitations } from './citations/broken.mjs';
import { ROOT } from './project.mjs';

/** Generated or fetched folders beside the repository's files. */
const NOT_OURS = ['.git', 'node_modules', 'dist', 'release', 'test-results'];

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_OURS.includes(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });

/** Files made by a build or by the fuzzer, which may be cited. */
const MADE = ['dist/main/.vite/license.md', 'test/corpus/fuzz'];
const READ = /\.(md|ts|tsx|mjs|css|grit|ya?ml)$|\.ci\//;
const files = new Map(
  filesBelow(ROOT).map((path) => [relative(ROOT, path).split(sep).join('/'), READ.test(path) ? readFileSync(path, 'utf8') : '']),
);
for (const path of MADE) files.set(path, '');
const broken = brokenCitations(files);
for (const line of broken) process.stdout.write(`${line}\n`);
process.stdout.write(`${files.size} files, ${broken.length} citations that lead nowhere\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
