import { openEngine } from '../support/engine.ts';

/** Imports one file into the company named on the command line and prints each step, so that a test can kill it at any step. */
const [, , folder = '', companyId = '', path = ''] = process.argv;
const engine = openEngine(folder, companyId);
await engine.importList(
  { path, name: 'users.csv', kind: 'neo-users', reading: {} },
  { signal: new AbortController().signal, report: ({ phase, done }) => process.stdout.write(`${phase} ${done}\n`) },
);
process.stdout.write('published 0\n');
await engine.close();
