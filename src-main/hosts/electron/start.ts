import { keepCompiled } from '../../storage/compile-cache.ts';
import { commandWords } from './command-words.ts';

// The program of the installed console: the window, or a command of `tsunagi`. Electron waits for this module before it touches
// the display, the folder of its browser or the lock of the one window, so that a command is over before there is any of them.
const words = commandWords(process.argv, process.defaultApp !== true);
if (words === null) {
  keepCompiled();
  await import('./main.ts');
} else {
  const { endProcess, runCommandLine } = await import('../cli/command-line.ts');
  await endProcess(await runCommandLine(words));
}
