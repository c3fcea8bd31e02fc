// `npm run tsunagi -- ARGUMENTS`: the command line, built where it has changed. stdout and the exit code are its own.
import { build } from './build.mjs';
import { inRoot, install, runNode } from './project.mjs';

install();
await build(['main']);
process.exitCode = await runNode([inRoot('dist/main/cli.js'), ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() });
