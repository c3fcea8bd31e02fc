// `node scripts/components.mjs`: finds components whose compiled output would keep outdated values, such as the present time or a
// collection filled later. Code that the compiler skips for the reasons below is only counted: docs/adr/0010-ui-kit.md.
import { globSync, readFileSync } from 'node:fs';
import { transformSync } from 'oxc-transform-react';
import { ROOT } from './project.mjs';

/**
 * Compiler diagnostics that are accepted: refs that hold the newest value for a handler, libraries that return the same object, and syntax
 * unknown to the compiler.
 */
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

/**
 * Collections created by a component or hook and filled later: the compiler keeps them while the component exists, with values of other
 * props, another language or another company.
 * @param {string} compiled
 */
function filledCollections(compiled) {
  const kept = /"react\.memo_cache_sentinel"\)\) \{\s*(\w+) = new (?:Map|Set|WeakMap)\([^)]*\);[^}]*\} else \{[^}]*\}\s*const (\w+) = \1;/g;
  return [...compiled.matchAll(kept)].flatMap(([, , name]) =>
    new RegExp(`\\b${name}\\.(?:set|add|delete|clear)\\(`).test(compiled) ? [name] : [],
  );
}

/** @type {string[]} */
const faults = [];
const left = new Set();
const paths = globSync('src-renderer/**/*.{ts,tsx}', { cwd: ROOT }).sort();
for (const path of paths) {
  const source = readFileSync(`${ROOT}/${path}`, 'utf8');
  const lang = path.endsWith('x') ? 'tsx' : 'ts';
  const { errors } = transformSync(path, source, {
    lang,
    reactCompiler: { reportDiagnostics: true, outputMode: 'lint', environment: { validateNoImpureFunctionsInRender: true } },
  });
  for (const { message, codeframe } of errors) {
    if (LEFT_ALONE.some((reason) => message.includes(reason))) left.add(path);
    else faults.push(codeframe ?? `${path}: ${message}`);
  }
  for (const name of filledCollections(transformSync(path, source, { lang, reactCompiler: true }).code))
    faults.push(`${path}: \`${name}\` is filled in a function of the component or hook that makes it, and would be kept; make it outside`);
}
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.stdout.write(`${paths.length} files, ${left.size} with components or hooks left as they are written, ${faults.length} faults\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
