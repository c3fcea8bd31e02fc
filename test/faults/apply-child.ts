import { applyAll, openConsoleOn } from '../support/apply-company.ts';

/**
 * Applies the selected changes in the company named on the command line and prints each line of its journal, so that a test can kill it at
 * any line.
 */
const [, , folder = '', companyId = '', address = '', accessKey = ''] = process.argv;
let count = 0;
const engine = await openConsoleOn(folder, companyId, {
  around: {
    before: (line) => void process.stdout.write(`before ${line} ${++count}\n`),
    after: (line) => void process.stdout.write(`after ${line} ${count}\n`),
  },
});
const { state } = await applyAll(engine, { address, accessKey });
process.stdout.write(`ended ${state}\n`);
await engine.close();
