import { runCommand, UsageError } from '../arguments.ts';
import { HISTORY_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { runWithExitCode } from '../output/output.ts';

/**
 * `tsunagi history verify`: recomputes the hash chain. Exit 0 intact, 1 changed, or the recorded hash (`--head`) is not reached.
 * Read-only, so it runs beside an open console.
 */
export const runHistory = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(HISTORY_COMMAND, args, async ({ values: { profile: wanted, head, 'data-dir': dataFolder }, translate, output }) => {
    const noted = head === undefined ? undefined : notedHash(head);
    return runWithExitCode(output, async () => {
      const { call, close } = await (await import('../company/command-company.ts')).openCompanyToRead(wanted, dataFolder);
      try {
        const proof = await call('historyLog.verify', {});
        const ends = noted === undefined || (await call('historyLog.has', { hash: noted })).found;
        const state = proof.state === 'intact' && !ends ? 'cut' : proof.state;
        output.result({ type: 'history', ...proof, state });
        const { entries, head, broken } = proof;
        output.print(translate(`cli.history.${state}`, { entries, head, seq: broken?.seq ?? 0 }));
        return state === 'intact' ? EXIT_CODES.fine : EXIT_CODES.blocked;
      } finally {
        await close();
      }
    });
  });

/** Parses a hash recorded elsewhere. Throws UsageError for a partial hash, because it proves nothing. */
function notedHash(text: string): string {
  const hash = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hash)) throw UsageError.value(`--head ${text.slice(0, 80)}`, '0-9 a-f, 64');
  return hash;
}
