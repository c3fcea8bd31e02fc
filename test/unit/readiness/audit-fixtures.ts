import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

export const POLICY: AuditPolicy = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'], aliasDomains: [{ from: 'old.example', to: 'example.co.jp' }] },
  today: '2026-11-24',
};
/** Returns an address of the company. */
export const at = (local: string): string => `${local}@example.co.jp`;
export const N = (workEmail: string, fields: Partial<NeoUser> = {}): NeoUser => neoUser({ workEmail, ...fields });
export const A = (email: string, fields: Partial<AmazonUser> = {}): AmazonUser => amazonUser({ email, ...fields });

/** Returns the audit of two lists as lines: findings with their suggestion, then the other options, or the reason why there is none. */
export function told(neoUsers: readonly NeoUser[], amazonUsers: readonly AmazonUser[], part: Partial<AuditPolicy> = {}): readonly string[] {
  const { findings, withheld, ways, doubts } = auditDirectory(directoryOf(neoUsers, amazonUsers), { ...POLICY, ...part });
  return [
    ...findings.flatMap(({ code, neoIndex, amazonIndex, reason, suggestion, severity }) => [
      [code, neoIndex, amazonIndex, severity, reason.key === code ? undefined : reason.key, JSON.stringify(reason.params)]
        .filter((word) => word !== undefined && word !== '{}')
        .join(' '),
      ...(suggestion === null ? [] : [suggestion, ...suggestion.alternatives]).map(
        ({ side, address, confidence, reasons }) => `> ${side} ${address} ${confidence} ${reasons.join(' ')}`,
      ),
      ...(suggestion?.ambiguous ? ['> ambiguous'] : []),
    ]),
    ...[...withheld].map(([i, why]) => `withheld ${i} ${why}`),
    ...[...ways].flatMap(([i, open]) => open.map(({ side, address }) => `way ${i} ${side} ${address}`)),
    ...[...doubts].flatMap(([i, some]) => some.map((doubt) => `doubt ${i} ${JSON.stringify(doubt)}`)),
  ];
}

export type Case = readonly [what: string, neo: NeoUser[], amazon: AmazonUser[], part: Partial<AuditPolicy>, lines: readonly string[]];
