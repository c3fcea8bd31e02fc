import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { SEALED } from '../support/sealed-backup.ts';

/**
 * Backs up a data folder to an archive. At the step given on the command line it kills itself, or with `wait` stops until it is ended. A
 * step is a check for cancellation: before each part is copied, and before each chunk of the archive is written.
 */
const [, , data = '', archive = '', at = '', then = 'die'] = process.argv;
const forever = new Int32Array(new SharedArrayBuffer(4));
let steps = 0;

const signal = Object.defineProperty(new AbortController().signal, 'aborted', {
  get() {
    steps++;
    if (steps !== Number(at)) return false;
    process.stdout.write('there\n');
    if (then === 'wait') Atomics.wait(forever, 0, 0, 20_000);
    process.kill(process.pid, 'SIGKILL');
    return false;
  },
});
await backUpFolder(data, archive, SEALED, { signal, report: () => undefined });
process.stdout.write('done\n');
