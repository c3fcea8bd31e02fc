import { z } from 'zod';

export { ExpectedError } from './expected-error.ts';

/**
 * The closed set of expected failures. Each code has texts below `error.<code>` in the messages:
 * `what` happened, `why`, and what to do `next`.
 */
export const ERROR_CODES = [
  // the contract itself
  'unknown-call',
  'invalid-input',
  'internal',
  'cancelled',
  'not-allowed',
  'closing',
  // workspace
  'company-not-found',
  'company-name-taken',
  'company-read-only',
  'workspace-newer',
  'workspace-older',
  'workspace-corrupt',
  'storage-full',
  'storage-unusable',
  'backup-empty',
  'backup-foreign',
  'backup-newer',
  'backup-damaged',
  'restore-in-use',
  'restore-not-empty',
  'job-not-found',
  'job-already-running',
  'run-not-found',
  'command-not-found',
  'view-not-found',
  'view-name-taken',
  // files
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
  'list-shrinks',
  'list-cut',
  'list-missing',
  'list-old',
  'delivery-failed',
  'former-list-not-found',
  // fixes
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
  // drafts
  'draft-not-found',
  'draft-nothing-to-undo',
  'draft-nothing-to-redo',
  'draft-moved-on',
  'person-cannot-replace',
  'dated-change-not-found',
  'dated-change-empty',
  'draft-file-foreign',
  'draft-file-invalid',
  'rules-file-foreign',
  'rules-file-invalid',
  'analysis-no-people',
  'order-not-found',
  'order-person-not-found',
  // set-up guide
  'setup-word-refused',
  'setup-day-invalid',
  'setup-nothing-said',
  // calendar
  'calendar-change-refused',
  // groupware
  'server-address-invalid',
  'server-unreachable',
  'server-timeout',
  'server-tls',
  'server-not-neo',
  'server-not-gateway',
  'server-key-refused',
  'server-busy',
  'server-answer-invalid',
  'server-refused',
  'server-no-right',
  'sign-in-refused',
  'sign-in-absent',
  // the way to a server
  'connection-settings-unreadable',
  'connection-proxy-invalid',
  'connection-pac-unavailable',
  'connection-certificate-invalid',
  'connection-client-certificate-invalid',
  'connection-plain-http-refused',
  'server-lease-lost',
  // what the host asks by itself
  'trust-refused',
  'trust-unasked',
  // keychain
  'keychain-unavailable',
  'keychain-locked',
  'secret-not-set',
  'secret-not-testable',
  'secret-bound-elsewhere',
  'amazon-secret-unproven',
  // bundles
  'bundle-foreign',
  'bundle-newer',
  'bundle-damaged',
  'bundle-passphrase-wrong',
  'bundle-cost-refused',
  'bundle-invalid',
  'external-link-refused',
  // plan, apply, history
  'lease-taken',
  'plan-not-read',
  'plan-changed',
  'plan-stale',
  'plan-guarded',
  'operator-unnamed',
  'arm-name-differs',
  'hand-over-unticked',
  'plan-item-not-found',
  'plan-file-invalid',
  'plan-file-altered',
  'plan-file-foreign',
  'apply-unfinished',
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
] as const;

export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** An expected failure as it crosses the contract. `params` fill the texts; `ref` finds the log line of a bug. */
export const failureSchema = z.strictObject({
  code: errorCodeSchema,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  ref: z.string().optional(),
});
export type Failure = z.infer<typeof failureSchema>;

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: ErrorCode, params: Failure['params'] = {}): Result<never> => ({ ok: false, error: { code, params } });
