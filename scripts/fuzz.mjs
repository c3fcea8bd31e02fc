// `npm run fuzz -- --seconds 600 [--kind KIND] [--runs N] [--seed N]`: mutates inputs from outside (test/fuzz).
import { inRoot, install, runNode } from './project.mjs';

install();
process.exitCode = await runNode([inRoot('test/fuzz/main.ts'), ...process.argv.slice(2)]);
