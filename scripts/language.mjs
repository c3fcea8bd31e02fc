// `node scripts/language.mjs [--list RULE]`: checks words and style of code, documents and messages against CONTRIBUTING.md, "How we
// write". Each rule has a maximum number of occurrences in language/baseline.json. More fails; fewer lowers the number in the file (not
// on CI).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { findEnglishProblems } from './language/english.mjs';
import { findJapaneseProblems } from './language/japanese.mjs';
import { inRoot, ROOT } from './project.mjs';

/** @typedef {{ rule: string, where: string, text: string }} Problem */

const BASELINE = inRoot('scripts', 'language', 'baseline.json');
const listed = process.argv.includes('--list') ? process.argv[process.argv.indexOf('--list') + 1] : undefined;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
/** @type {Problem[]} */
const problems = [...(await findEnglishProblems(files)), ...(await findJapaneseProblems(files))];

/** @type {Record<string, number>} */
const baseline = JSON.parse(readFileSync(BASELINE, 'utf8'));
const counts = new Map(Object.keys(baseline).map((rule) => [rule, 0]));
for (const { rule } of problems) counts.set(rule, (counts.get(rule) ?? 0) + 1);

const print = (/** @type {string} */ rule) => {
  for (const { where, text } of problems.filter((problem) => problem.rule === rule)) process.stdout.write(`  ${where}  ${text}\n`);
};
if (listed !== undefined) print(listed);

const exceeded = [...counts].filter(([rule, count]) => count > (baseline[rule] ?? 0));
for (const [rule, count] of exceeded) {
  process.stdout.write(
    `${rule}: ${count} occurrences, at most ${baseline[rule] ?? 0} allowed (\`node scripts/language.mjs --list '${rule}'\` lists them)\n`,
  );
  if (count <= 20) print(rule);
}
const lowered = [...counts].some(([rule, count]) => count < (baseline[rule] ?? 0));
if (exceeded.length === 0 && lowered && !process.env.CI) {
  const kept = [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(BASELINE, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  process.stdout.write('lowered scripts/language/baseline.json: commit it\n');
}
process.stdout.write(`${files.length} files, ${problems.length} occurrences left of ${counts.size} rules\n`);
process.exitCode = exceeded.length > 0 ? 1 : 0;
