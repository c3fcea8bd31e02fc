import { startSandbox } from '#main/sandbox/sandbox.ts';

/** Runs the demo company's server on the file named on the command line; prints its address when it responds. */
const [, , database = '', accessKey = ''] = process.argv;
const { address } = await startSandbox({ database, accessKey });
process.stdout.write(`${address}\n`);
