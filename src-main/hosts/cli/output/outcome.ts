import type { ApplyOutcome } from '../../../app/apply/apply-service.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import type { PrintedFailure } from './printed-failure.ts';

/** Refusals by a guard, a role, an edit lock or an outdated plan: nothing was sent. */
const REFUSED: ReadonlySet<string> = new Set([
  'plan-guarded',
  'amazon-users-refused',
  'plan-changed',
  'plan-stale',
  'trust-unconfirmed',
  'apply-other-server',
  'apply-run-unverified',
  'lease-taken',
  'server-lease-lost',
  'apply-unfinished',
  'arm-name-differs',
  'company-read-only',
  'role-missing',
  'person-disabled',
  'own-rights',
  'approval-request-closed',
  'approval-own-request',
  'list-shrinks',
  'list-loses-addresses',
  'list-cut',
  'list-changing',
  'list-old',
]);

/** Errors that prevent the console from working at all. */
const OWN_FAULTS: ReadonlySet<string> = new Set([
  'internal',
  'old-node',
  'output-refused',
  'restore-cut',
  'storage-busy',
  'storage-full',
  'storage-unusable',
  'company-file-corrupt',
  'closing',
]);

/** Failures of servers other than the groupware, whose codes begin with `server-`. */
const UNREACHABLE: ReadonlySet<string> = new Set(['delivery-failed', 'directory-failed', 'amazon-orders-failed', 'amazon-users-failed']);

/** Returns the exit code of an ended or paused run. It is 0 only if the values read back are equal to the sent ones. */
export function getRunExitCode({ state, differing, failure }: Pick<ApplyOutcome, 'state' | 'differing' | 'failure'>): ExitCode {
  if (state === 'paused' && failure !== null) return getFailureExitCode(failure);
  return state === 'done' && differing === 0 ? EXIT_CODES.fine : EXIT_CODES.blocked;
}

/** Returns the exit code of a failure. */
export function getFailureExitCode({ code }: Pick<PrintedFailure, 'code'>): Exclude<ExitCode, 0 | 1> {
  if (REFUSED.has(code)) return EXIT_CODES.refusedByGuard;
  if (OWN_FAULTS.has(code)) return EXIT_CODES.ownFault;
  return code.startsWith('server-') || UNREACHABLE.has(code) ? EXIT_CODES.serverUnreachable : EXIT_CODES.badInput;
}
