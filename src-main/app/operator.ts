import { userInfo } from 'node:os';
import type { CallName } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/result.ts';

/** The account under which the person at this console is signed in to the system; `''` where the system knows none. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** A person as records tell of them: the name that they gave, with their account beside it. */
export const personText = (name: string, account: string): string =>
  name === '' ? account : account === '' || account === name ? name : `${name} (${account})`;

/** The name that somebody gave in the settings, else the one in `TSUNAGI_OPERATOR`; `''` = nobody has. */
export const givenName = (settings: { readonly operatorName: string }, env: NodeJS.ProcessEnv): string =>
  settings.operatorName === '' ? (env['TSUNAGI_OPERATOR'] ?? '').trim().slice(0, LONGEST_NAME) : settings.operatorName;

/** Letters of a name at most. */
export const LONGEST_NAME = 60;

/** Commands whose record says who did it. */
const RECORDED: ReadonlySet<CallName> = new Set([
  'triage.change',
  'drafts.apply',
  'drafts.create',
  'drafts.duplicate',
  'drafts.rename',
  'drafts.revert',
  'drafts.delete',
  'drafts.importWorkspace',
  'drafts.undo',
  'drafts.redo',
  'fixes.adopt',
  'fixes.adoptMany',
  'plan.resolve',
  'plan.takeTheirs',
  'plan.ignore',
  'plan.unignore',
  'apply.start',
  'apply.resume',
  'apply.retryFailed',
  'apply.undo',
  'handOver.tick',
  'handOver.finish',
  'handOver.reopen',
  'setup.mark',
  'setup.branch',
  'approval.approve',
  'approval.import',
  'approval.trust',
  'approval.distrust',
  'secrets.set',
  'secrets.replace',
  'secrets.clear',
  'secrets.importBundle',
  'server.connect',
  'connections.changeSettings',
] satisfies readonly CallName[]);

/** Refuses with `operator-unnamed` what is recorded under a name while nobody has given one: the one place that does. */
export const operatorGate =
  (nameNow: () => string) =>
  (name: CallName): void => {
    if (RECORDED.has(name) && nameNow() === '') throw new ExpectedError('operator-unnamed');
  };
