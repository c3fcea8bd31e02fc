import { z } from 'zod';
import type { EditConflict } from '../../domain/sync/wording/edit-conflict.ts';
import { phraseSchema } from './phrase.ts';

/**
 * The closed set of expected failures. Each code has texts below `error.<code>` in the messages:
 * `what` happened, `why`, and what to do `next`.
 */
export const ERROR_CODES = [
  // the contract itself
  'unknown-call',
  'invalid-input',
  'internal',
  'part-not-loaded',
  'cancelled',
  'not-allowed',
  'closing',
  // company files
  'company-not-found',
  'company-name-taken',
  'company-read-only',
  'company-file-newer',
  'company-file-older',
  'company-file-corrupt',
  'storage-busy',
  'storage-full',
  'storage-unusable',
  'backup-empty',
  'backup-foreign',
  'backup-newer',
  'backup-damaged',
  'backup-not-opened',
  'restore-cut',
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
  'list-loses-addresses',
  'list-cut',
  'list-changing',
  'list-missing',
  'list-old',
  'last-run-unreadable',
  'delivery-failed',
  'former-list-not-found',
  'directory-unset',
  'directory-failed',
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
  'rules-changed-elsewhere',
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
  'sign-in-refused',
  'sign-in-absent',
  // the way to a server
  'connection-settings-unreadable',
  'connection-proxy-invalid',
  'connection-directory-invalid',
  'connection-pac-unavailable',
  'connection-certificate-invalid',
  'connection-client-certificate-invalid',
  'connection-plain-http-refused',
  'server-lease-lost',
  // what the host asks by itself
  'trust-refused',
  'trust-unasked',
  'trust-unconfirmed',
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
  'manual-entry-unticked',
  'plan-item-not-found',
  'plan-file-invalid',
  'plan-file-altered',
  'plan-file-foreign',
  'apply-unfinished',
  'apply-running',
  'apply-run-not-found',
  'apply-not-waiting',
  'apply-other-server',
  'apply-run-unverified',
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

const conflictSchema = z.strictObject({ label: phraseSchema, mine: phraseSchema, saved: phraseSchema }) satisfies z.ZodType<EditConflict>;

/**
 * An expected failure as it crosses the contract. `params` fill the texts; `ref` finds the log line of a bug; `conflicts`: both values of
 * each field that a refused edit and another user changed (`draft-conflict`).
 */
export const failureSchema = z.strictObject({
  code: errorCodeSchema,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  ref: z.string().optional(),
  conflicts: z.exactOptional(z.array(conflictSchema)),
});
export type Failure = z.infer<typeof failureSchema>;

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: ErrorCode, params: Failure['params'] = {}): Result<never> => ({ ok: false, error: { code, params } });
