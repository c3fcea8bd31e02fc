// `node scripts/components.mjs`: no component draws what the compiler would keep although it has changed, such as the present moment. What the
// compiler leaves as it is written, for the reasons below, is only counted: docs/adr/compiled-components.md.
import { globSync, readFileSync } from 'node:fs';
import { transformSync } from 'oxc-transform-react';
import { ROOT } from './project.mjs';

/** A newest value that is kept for a handler, a library that answers by the same object, and syntax that the compiler does not know. */
const LEFT_ALONE = [
  'Cannot access refs during render',
  'Use of incompatible library',
  'Existing memoization could not be preserved',
  'Found extra memoization dependencies',
  'Hooks may not be referenced as normal values',
  'Hooks must be the same function on every render',
  'are not yet supported',
  'BuildHIR::',
];

/** @type {string[]} */
const faults = [];
const left = new Set();
const paths = globSync('src-renderer/**/*.{ts,tsx}', { cwd: ROOT }).sort();
for (const path of paths) {
  const { errors } = transformSync(path, readFileSync(`${ROOT}/${path}`, 'utf8'), {
    lang: path.endsWith('x') ? 'tsx' : 'ts',
    reactCompiler: { reportDiagnostics: true, outputMode: 'lint', environment: { validateNoImpureFunctionsInRender: true } },
  });
  for (const { message, codeframe } of errors) {
    if (LEFT_ALONE.some((reason) => message.includes(reason))) left.add(path);
    else faults.push(codeframe ?? `${path}: ${message}`);
  }
}
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.stdout.write(`${paths.length} files, ${left.size} with components or hooks left as they are written, ${faults.length} faults\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
