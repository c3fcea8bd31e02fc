import { describe, expect, test } from 'vitest';
import { EXIT_CODES, type ExitCode } from '#main/hosts/cli/options/exit-codes.ts';
import { getFailureExitCode, getRunExitCode } from '#main/hosts/cli/output/outcome.ts';
import type { PrintedFailure } from '#main/hosts/cli/output/printed-failure.ts';
import { ERROR_CODES } from '#shared/contract/call/result.ts';

type Code = PrintedFailure['code'];
/** Error codes that only the command line uses. */
const OF_COMMANDS = ['usage', 'old-node', 'output-refused'] as const satisfies readonly Code[];

/**
 * The exit code of every failure. Users' scripts depend on them, so the table is explicit and not computed: every new failure has to be
 * added to one of the lists.
 */
const CODES_BY_EXIT = {
  badInput: [
    'unknown-call',
    'invalid-input',
    'part-not-loaded',
    'cancelled',
    'not-allowed',
    'company-not-found',
    'company-name-taken',
    'company-file-newer',
    'company-file-older',
    'backup-empty',
    'backup-foreign',
    'backup-newer',
    'backup-damaged',
    'backup-not-opened',
    'restore-in-use',
    'restore-not-empty',
    'job-not-found',
    'job-already-running',
    'run-not-found',
    'command-not-found',
    'view-not-found',
    'view-name-taken',
    'file-token-unknown',
    'file-empty',
    'file-too-large',
    'file-kind-wrong',
    'file-unreadable',
    'file-undecodable',
    'file-quotes-broken',
    'file-row-too-long',
    'file-too-many-rows',
    'file-zip-bomb',
    'file-beyond-limits',
    'file-no-header',
    'file-list-other',
    'file-column-missing',
    'file-column-duplicate',
    'file-value-invalid',
    'file-rows-bad',
    'file-no-rows',
    'file-not-writable',
    'file-holidays-other',
    'file-holidays-incomplete',
    'list-missing',
    'last-run-unreadable',
    'former-list-not-found',
    'fix-not-offered',
    'fix-address-malformed',
    'fix-address-taken',
    'fix-no-identity',
    'fix-nothing-to-write',
    'fix-no-password-column',
    'fix-export-mismatch',
    'fix-value-unwritable',
    'fix-template-no-email',
    'fix-template-macros',
    'draft-not-found',
    'draft-nothing-to-undo',
    'draft-nothing-to-redo',
    'draft-moved-on',
    'draft-changed-elsewhere',
    'draft-conflict',
    'draft-step-changed',
    'person-cannot-replace',
    'dated-change-not-found',
    'dated-change-empty',
    'rehearsal-outdated',
    'rehearsal-rows-bad',
    'draft-file-foreign',
    'draft-file-invalid',
    'rules-file-foreign',
    'rules-file-invalid',
    'schedule-unavailable',
    'schedule-refused',
    'schedule-folder-missing',
    'schedule-missing',
    'rules-changed-elsewhere',
    'analysis-no-people',
    'order-not-found',
    'order-person-not-found',
    'setup-word-refused',
    'setup-day-invalid',
    'setup-nothing-said',
    'calendar-change-refused',
    'sign-in-refused',
    'sign-in-absent',
    'connection-settings-unreadable',
    'connection-proxy-invalid',
    'connection-pac-unavailable',
    'connection-certificate-invalid',
    'connection-client-certificate-invalid',
    'connection-plain-http-refused',
    'connection-directory-invalid',
    'directory-unset',
    'amazon-business-unset',
    'trust-refused',
    'trust-unasked',
    'keychain-unavailable',
    'keychain-locked',
    'secret-not-set',
    'secret-not-testable',
    'secret-bound-elsewhere',
    'amazon-secret-unproven',
    'bundle-foreign',
    'bundle-newer',
    'bundle-damaged',
    'bundle-passphrase-wrong',
    'bundle-cost-refused',
    'bundle-invalid',
    'external-link-refused',
    'plan-not-read',
    'operator-unnamed',
    'manual-entry-unticked',
    'plan-item-not-found',
    'plan-file-invalid',
    'plan-file-altered',
    'plan-file-foreign',
    'apply-running',
    'apply-run-not-found',
    'apply-not-waiting',
    'apply-conflict',
    'apply-refused',
    'apply-secret-missing',
    'history-entry-not-found',
    'approval-invalid',
    'approval-key-unknown',
    'approval-own-key',
    'usage',
  ],
  serverUnreachable: [
    'delivery-failed',
    'directory-failed',
    'amazon-orders-failed',
    'amazon-users-failed',
    'server-address-unset',
    'server-address-invalid',
    'server-unreachable',
    'server-timeout',
    'server-tls',
    'server-not-neo',
    'server-not-gateway',
    'server-key-refused',
    'server-busy',
    'server-answer-invalid',
    'server-list-moving',
    'server-no-work-email',
    'server-refused',
    'server-no-right',
  ],
  refusedByGuard: [
    'company-read-only',
    'list-shrinks',
    'list-loses-addresses',
    'list-cut',
    'list-changing',
    'list-old',
    'server-lease-lost',
    'trust-unconfirmed',
    'lease-taken',
    'plan-changed',
    'plan-stale',
    'plan-guarded',
    'amazon-users-refused',
    'arm-name-differs',
    'apply-unfinished',
    'apply-other-server',
    'apply-run-unverified',
  ],
  ownFault: [
    'internal',
    'closing',
    'company-file-corrupt',
    'storage-busy',
    'storage-full',
    'storage-unusable',
    'restore-cut',
    'old-node',
    'output-refused',
  ],
} as const satisfies Partial<Record<keyof typeof EXIT_CODES, readonly Code[]>>;
const EXITS = Object.entries(CODES_BY_EXIT).flatMap(([exit, codes]) =>
  codes.map((code) => [code, EXIT_CODES[exit as keyof typeof EXIT_CODES]] as const),
);

describe('the exit code of a failure', () => {
  test('is decided once for every failure of the contract and of the command line', () => {
    expect(EXITS.map(([code]) => code).toSorted()).toEqual([...ERROR_CODES, ...OF_COMMANDS].toSorted());
  });

  test.each(EXITS)('of %s is %i', (code, exit) => {
    expect(getFailureExitCode({ code })).toBe(exit);
  });

  test('has the numbers that the documentation of the commands names', () => {
    expect(EXIT_CODES).toEqual({ fine: 0, blocked: 1, badInput: 2, serverUnreachable: 3, refusedByGuard: 4, ownFault: 5 });
  });
});

describe('the exit code of a run', () => {
  const failure = (code: (typeof ERROR_CODES)[number]) => ({ code, params: {} });
  const RUNS: readonly (readonly [Parameters<typeof getRunExitCode>[0], ExitCode])[] = [
    [{ state: 'done', differing: 0, failure: null }, EXIT_CODES.fine],
    [{ state: 'done', differing: 1, failure: null }, EXIT_CODES.blocked],
    [{ state: 'failed', differing: 0, failure: null }, EXIT_CODES.blocked],
    [{ state: 'failed', differing: 0, failure: failure('server-refused') }, EXIT_CODES.blocked],
    [{ state: 'cancelled', differing: 0, failure: null }, EXIT_CODES.blocked],
    [{ state: 'running', differing: 0, failure: null }, EXIT_CODES.blocked],
    [{ state: 'paused', differing: 0, failure: null }, EXIT_CODES.blocked],
    [{ state: 'paused', differing: 0, failure: failure('lease-taken') }, EXIT_CODES.refusedByGuard],
    [{ state: 'paused', differing: 2, failure: failure('server-unreachable') }, EXIT_CODES.serverUnreachable],
    [{ state: 'paused', differing: 0, failure: failure('storage-full') }, EXIT_CODES.ownFault],
    [{ state: 'paused', differing: 0, failure: failure('apply-secret-missing') }, EXIT_CODES.badInput],
  ];

  test.each(RUNS)('of %j is %i', (outcome, exit) => {
    expect(getRunExitCode(outcome)).toBe(exit);
  });
});
