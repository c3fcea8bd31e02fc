import { startCompileCache } from '../../storage/compile-cache.ts';
import { limitHeapGrowth } from '../heap-growth.ts';
import { getCommandArguments } from './lifecycle/command-words.ts';

// Entry of the installed program: opens the window, or runs a command of `tsunagi`. Electron waits for this module before it uses the
// display, the browser folder or the single-instance lock, so a command ends before that.
const words = getCommandArguments(process.argv, process.defaultApp !== true);
if (words === null) {
  limitHeapGrowth();
  startCompileCache();
  await import('./main.ts');
} else {
  const { endProcess, runCommandLine } = await import('../cli/command-line.ts');
  await endProcess(await runCommandLine(words));
}
