import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { createCompanies } from '#main/company/companies.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { takeCompany } from '../support/engine.ts';
import { createTestTrustKeys } from '../support/trust-keys.ts';

/**
 * Imports the company of a transfer file into a folder and kills itself right before the step given on the command line. A step is a moment
 * at which the disk content changes: a commit, a statement that is its own transaction, a rename of a file.
 */
const [, , folder = '', bundle = '', at = ''] = process.argv;
let steps = 0;
const step = (): void => {
  steps++;
  if (steps === Number(at)) process.kill(process.pid, 'SIGKILL');
};

const { exec, prepare } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  if (/^\s*COMMIT/.test(sql)) step();
  return exec.call(this, sql);
};
DatabaseSync.prototype.prepare = function (this: DatabaseSync, ...args: Parameters<DatabaseSync['prepare']>) {
  const statement = prepare.apply(this, args);
  const run = statement.run.bind(statement);
  statement.run = ((...values: Parameters<typeof run>) => {
    if (!this.isTransaction) step();
    return run(...values);
  }) as typeof statement.run;
  return statement;
};
const { renameSync } = fs;
fs.renameSync = (...args) => {
  step();
  renameSync(...args);
};
syncBuiltinESMExports();

const companies = createCompanies({
  folder: new CompanyFolder(folder),
  startDemo: () => Promise.reject(new Error('not here')),
  now: Date.now,
  trustKeys: createTestTrustKeys(),
});
await takeCompany(companies, '引っ越した会社', JSON.parse(readFileSync(bundle, 'utf8')));
await companies.close();
process.stdout.write(`done ${steps}\n`);
