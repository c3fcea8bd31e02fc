import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { CompanyFolder } from '../../../storage/company-folder.ts';
import { getDefaultDataFolder } from '../../../storage/data-folder/data-folder.ts';
import { onFirstEndSignal } from '../../end-signals.ts';
import { runCommand } from '../arguments.ts';
import { BACKUP_COMMAND, RESTORE_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { createJobContext, type Output, runWithExitCode } from '../output/output.ts';
import { toPrintedFailure } from '../output/printed-failure.ts';
import { getBackupPassphrase, getRestorePassphrase, promptRestorePassphrase } from '../secrets/backup-passphrase.ts';
import { printUnconfirmed } from './trust.ts';

/**
 * `tsunagi backup --to FILE`: writes one archive of a data folder, also beside an open console. Exit 0 complete, 1 without an unreadable
 * company or with one whose content changed, 2 nothing to back up or target not writable.
 */
export const runBackup = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(BACKUP_COMMAND, args, async ({ values: { to: out, 'data-dir': folder = getDefaultDataFolder() }, translate, output }) =>
    runWithExitCode(output, async () => {
      const { backUpFolder } = await import('../../../app/backup/data-backup.ts');
      const passphrase = await getBackupPassphrase(translate);
      const { bytes, companies, leftOut, changed, before, hasServerStores } = await stoppable((signal) =>
        backUpFolder(folder, out, { passphrase }, createJobContext(output, signal)),
      );
      output.progress(null);
      output.result({ type: 'backup', file: out, bytes, companies, leftOut: [...leftOut], changed: [...changed], before });
      for (const { file, code } of leftOut) {
        const { what } = toPrintedFailure({ code, params: {} }, translate);
        output.warn(translate('cli.backup.leftOut', { file, what }));
      }
      for (const { file, tables } of changed) output.warn(translate('cli.backup.changed', { file, tables: tables.join(', ') }));
      if (before !== null) output.warn(translate('cli.backup.former', { file: toPrintableText(before) }));
      output.print(translate('cli.backup.written', { out: toPrintableText(out), companies, bytes }));
      if (hasServerStores) output.print(translate('cli.backup.serverStores'));
      return leftOut.length + changed.length === 0 ? EXIT_CODES.fine : EXIT_CODES.blocked;
    }),
  );

/** `tsunagi restore FILE --into FOLDER`: restores a data folder. Exit 0 restored; otherwise the folder is unchanged. */
export const runRestore = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(RESTORE_COMMAND, args, async ({ values: { into, replace }, operand: path, translate, output }) =>
    runWithExitCode(output, async () => {
      const { restoreFolder } = await import('../../../app/backup/data-restore.ts');
      const { isBackupNotOpened } = await import('../../../app/backup/open-archive.ts');
      const restore = (askPassphrase: () => Promise<string>) =>
        stoppable((signal) => restoreFolder(path, into, { replace, askPassphrase }, createJobContext(output, signal)));
      const { at, companies, before, isSealed, changed } = await restore(() => getRestorePassphrase(translate)).catch(
        async (error: unknown) => {
          // The passphrase may have been changed after this backup was written.
          const typed = isBackupNotOpened(error) ? await promptRestorePassphrase(translate) : null;
          if (typed === null) throw error;
          return restore(async () => typed);
        },
      );
      output.progress(null);
      output.result({ type: 'restored', folder: into, at, companies, before, encrypted: isSealed, changed: [...changed] });
      if (!isSealed) output.warn(output.translate('cli.backup.unencrypted'));
      for (const { file, tables } of changed)
        output.warn(output.translate('cli.backup.restoredChanged', { file, tables: tables.join(', ') }));
      const own = getDefaultDataFolder();
      if (haveSameCompany(into, own)) output.warn(output.translate('cli.backup.shared', { folder: toPrintableText(own) }));
      printRestored(output, { folder: toPrintableText(into), at, companies }, before);
      await printToConfirm(into, output);
      return EXIT_CODES.fine;
    }),
  );

/**
 * Whether two folders contain the same company. Both copies use the same keychain entries: setting a secret in one replaces the other's,
 * and deleting the company deletes both.
 */
function haveSameCompany(one: string, other: string): boolean {
  try {
    if (realpathSync(one) === realpathSync(other)) return false;
    const there = new Set(companiesIn(other));
    return companiesIn(one).some((id) => there.has(id));
  } catch {
    // The folder is missing or unreadable.
    return false;
  }
}

/** Returns the ids of the companies in a data folder. Creates no folder. */
function companiesIn(dataFolder: string): readonly string[] {
  const companies = join(dataFolder, 'workspaces');
  return existsSync(companies) ? CompanyFolder.toRead(companies).ids() : [];
}

function printRestored(
  { print, translate }: Output,
  restored: { folder: string; at: string; companies: number },
  before: string | null,
): void {
  print(translate('cli.backup.restored', { ...restored, at: `${restored.at.slice(0, 16).replace('T', ' ')} UTC` }));
  if (before !== null) print(translate('cli.backup.before', { folder: toPrintableText(before) }));
}

/** Prints the trust entries of the restored companies that must be confirmed, and the commands for it. */
async function printToConfirm(folder: string, output: Output): Promise<void> {
  const { openCompanyToRead } = await import('../company/command-company.ts');
  let isFirst = true;
  for (const id of companiesIn(folder)) {
    try {
      const { company, within, close } = await openCompanyToRead(id, folder);
      const found = await within(({ session }) => session.trust.unconfirmed()).finally(close);
      if (found === null) continue;
      if (isFirst) output.print(output.translate('cli.backup.unconfirmed'));
      isFirst = false;
      printUnconfirmed(company.name, found, output);
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      output.warn(output.translate('cli.backup.older', { id }));
    }
  }
}

/** Runs work that Ctrl+C cancels through the signal, so that it can clean up. */
async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const stopListening = onFirstEndSignal(() => stop.abort());
  try {
    return await work(stop.signal);
  } catch (error) {
    throw stop.signal.aborted ? new ExpectedError('cancelled') : error;
  } finally {
    stopListening();
  }
}
