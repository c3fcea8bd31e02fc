import { CALLS, type CallName } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import type { Engine } from './engine/engine.ts';

/**
 * Commands that a company may be given while it is only looked at: what belongs to the console or the machine, to another company, to the
 * way to a server, or is written into a file beside it. Reading lists and servers anew shows more and decides nothing. Every other
 * command is refused, also one that is added later and stands on no list.
 */
const ALLOWED: ReadonlySet<CallName> = new Set([
  'console.changeSettings',
  'console.openLink',
  'jobs.cancel',
  'files.choose',
  'files.save',
  // Other companies. Renaming and deleting are refused by the company they mean.
  'profiles.create',
  'profiles.openDemo',
  'profiles.open',
  'profiles.rename',
  'profiles.delete',
  'profiles.setReadOnly',
  'secrets.importBundle',
  // The way to a server, and what a server says.
  'connections.changeSettings',
  'connections.testGroupware',
  'connections.testAmazon',
  'secrets.test',
  'secrets.useSession',
  'server.readPeople',
  'orders.read',
  'plan.readServer',
  'imports.commit',
  'imports.takeFormer',
  'rehearsal.run',
  // Files beside the company, and how it is looked at.
  'reports.write',
  'drafts.exportWorkspace',
  'companyRules.export',
  'orders.export',
  'plan.export',
  'historyLog.export',
  'notices.see',
  'handover.write',
  'support.preview',
  'secrets.exportBundle',
  'views.save',
  'views.rename',
  'views.delete',
  // Less may be sent afterwards, never more.
  'plan.disarm',
  'apply.pause',
  'apply.cancel',
  // Somebody else's plan.
  'approval.identity',
  'approval.approve',
] satisfies readonly CallName[]);

/** Whether a command is refused while the open company is only looked at. */
export const isRefusedReadOnly = (name: CallName): boolean => CALLS[name].kind === 'command' && !ALLOWED.has(name);

/** Refuses with `profile-read-only` what would change a company that is only looked at: the one place that does. */
export const readOnlyGate =
  (engine: Pick<Engine, 'current'>) =>
  async (name: CallName): Promise<void> => {
    if (!isRefusedReadOnly(name)) return;
    const profile = (await engine.current())?.profile;
    if (profile?.readOnly === true) throw new ExpectedError('profile-read-only', { company: profile.name });
  };
