// `npm run tsunagi -- ARGUMENTS`: the command line, built if it changed. stdout and exit code are the command's own.
import { build } from './build.mjs';
import { CLI, install, runNode } from './project.mjs';

install();
await build(['main']);
process.exitCode = await runNode([CLI.path, ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  env: { ...process.env, ...CLI.env },
});
