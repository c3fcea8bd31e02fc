import type { Translate } from '#shared/messages/texts.ts';
import type { TrustChange } from '../../../company/trust/trust-changes.ts';
import type { UnconfirmedTrust } from '../../../company/trust/trust-seal.ts';
import { sanitizeTrustText } from '../../trust-words.ts';
import { runCommand, UsageError } from '../arguments.ts';
import { TRUST_COMMAND } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { type Output, runWithExitCode } from '../output/output.ts';

/**
 * `tsunagi trust --profile NAME [--confirm HASH]`: lists unconfirmed trust of a company on this machine, or confirms exactly the state with
 * that hash. Exit 0 all confirmed, 1 unconfirmed entries remain, 2 no such company or a different hash.
 */
export const runTrust = (args: readonly string[]): Promise<ExitCode> =>
  runCommand(TRUST_COMMAND, args, async ({ values: { profile: wanted, confirm, 'data-dir': dataFolder }, translate, output }) => {
    const digest = confirm === undefined ? undefined : digestOf(confirm);
    return runWithExitCode(output, async () => {
      const { openCommandCompany } = await import('../company/command-company.ts');
      const opened = await openCommandCompany(wanted, dataFolder, translate);
      const company = opened.company.name;
      try {
        const found = await opened.within(({ session }) => session.trust.unconfirmed());
        if (found === null) {
          output.result({ type: 'trust', company, state: 'confirmed', digest: null, entries: [] });
          output.print(translate('cli.trust.confirmed', { company }));
          return EXIT_CODES.fine;
        }
        if (digest === undefined) {
          printUnconfirmed(company, found, output);
          return EXIT_CODES.blocked;
        }
        if (!(await opened.within(({ session }) => session.trust.confirmAs(digest))))
          throw new UsageError(translate('cli.trust.other', { digest }));
        if (!(await opened.keepsTrust())) {
          output.warn(translate('cli.trust.memory'));
          return EXIT_CODES.badInput;
        }
        output.result({ type: 'trust', company, state: 'confirmed', digest, entries: entriesOf(found) });
        output.print(translate('cli.trust.now', { company }));
        for (const line of linesOf(found.changes, translate)) output.print(`- ${line}`);
        return EXIT_CODES.fine;
      } finally {
        await opened.close();
      }
    });
  });

/** Prints unconfirmed entries, one per line, and the command that confirms them. */
export function printUnconfirmed(company: string, found: UnconfirmedTrust, { translate, result, print }: Output): void {
  const { digest, changes } = found;
  result({ type: 'trust', company, state: 'unconfirmed', digest, entries: entriesOf(found) });
  print(translate('cli.trust.unconfirmed', { company: sanitizeTrustText(company) }));
  for (const line of linesOf(changes, translate)) print(`- ${line}`);
  print(translate('cli.trust.how', { company: sanitizeTrustText(company), digest }));
}

const linesOf = (changes: readonly TrustChange[], translate: Translate): readonly string[] =>
  changes.map(({ kind, params }) => translate(`trust.change.${kind}`, plainParams(params)));

const plainParams = (params: TrustChange['params']): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, sanitizeTrustText(value)]));

const entriesOf = ({ changes }: UnconfirmedTrust) => changes.map(({ kind, params }) => ({ kind, params: { ...params } }));

/** Throws UsageError for an invalid hash. */
function digestOf(text: string): string {
  const digest = text.trim().toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digest)) throw UsageError.value(`--confirm ${text.slice(0, 80)}`, '0-9 a-f, 32');
  return digest;
}
