// `npm run bench [-- --json]`: the measurements of test/bench on the built console.
import { build } from './build.mjs';
import { inRoot, install, runNode } from './project.mjs';

install();
await build(['main', 'renderer']);
process.exitCode = await runNode([inRoot('test/bench/main.ts'), ...process.argv.slice(2)]);
