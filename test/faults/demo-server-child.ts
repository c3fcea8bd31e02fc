import { startSandbox } from '#main/sandbox/sandbox.ts';

/** The demo company's server on the file named on the command line; prints its address once it answers. */
const [, , database = '', accessKey = ''] = process.argv;
const { address } = await startSandbox({ database, accessKey });
process.stdout.write(`${address}\n`);
