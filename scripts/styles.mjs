// `node scripts/styles.mjs`: finds complete rules that occur in two style sheets. They belong in a primitive of src-renderer/ui.
import { globSync, readFileSync } from 'node:fs';
import { ROOT } from './project.mjs';
import { repeatedRules } from './styles/repeated.mjs';

/** Remaining duplicates in style sheets of lists. This number may only decrease. */
const STILL_REPEATED = 35;

const paths = globSync('src-renderer/**/*.css', { cwd: ROOT }).sort();
const repeated = repeatedRules(new Map(paths.map((path) => [path, readFileSync(`${ROOT}/${path}`, 'utf8')])));
const tooMany = repeated.length > STILL_REPEATED;
if (tooMany || process.argv.includes('--list'))
  for (const { declarations, places } of repeated) process.stdout.write(`${declarations.join('; ')}\n  ${places.join('\n  ')}\n`);
process.stdout.write(`${paths.length} style sheets, ${repeated.length} rules in more than one of them (at most ${STILL_REPEATED})\n`);
process.exitCode = tooMany ? 1 : 0;
