import { z } from 'zod';
import { type ConnectionRunView, type ConnectionTarget, connectionRunSchema } from '#shared/contract/connections/connections.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { findDraft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { computeFingerprint } from '#shared/domain/setup/fingerprint.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { SecretRecord } from '../../storage/connections/secret-record-store.ts';
import { parseStoredConnection } from './stored-connection.ts';

/**
 * Returns a fingerprint of the values used by a connection test, so that changes are detected. Secrets are included by generation, never
 * by value.
 */
export function computeTestedValuesFingerprint(file: CompanyFile, target: ConnectionTarget): string {
  const generation = (name: SecretName): number => file.secrets.get(name)?.generation ?? 0;
  const connection = parseStoredConnection(file.connection.settings());
  if (target === 'amazon') {
    const integration = findDraft(file.drafts.state().drafts, { section: 'integration', id: 'integration' })?.draft ?? null;
    // Proxies and trusted authorities apply to Amazon too.
    const way = connection && [connection.proxy, connection.extraCa, connection.systemStore];
    return computeFingerprint(toStableJson([integration, way, (['catalog-password', 'proxy-password'] as const).map(generation)]));
  }
  if (target === 'business') {
    const way = connection && [connection.amazonBusiness ?? null, connection.proxy, connection.extraCa, connection.systemStore];
    return computeFingerprint(
      toStableJson([way, (['amazon-client-secret', 'amazon-refresh-token', 'proxy-password'] as const).map(generation)]),
    );
  }
  if (target === 'directory') {
    const directory = connection?.directory ?? null;
    // Only cloud directories are reached through proxies.
    const proxy = directory !== null && 'kind' in directory ? [connection?.proxy, generation('proxy-password')] : [];
    const way = connection && [directory, connection.extraCa, connection.systemStore, ...proxy];
    return computeFingerprint(toStableJson([way, generation('directory-password')]));
  }
  const { kind, serverAddress } = file.company();
  // The address of the demo company's server changes with every start, so it is left out.
  if (kind === 'demo') return '';
  const {
    timeouts: _,
    directory: __,
    amazonBusiness: ___,
    ...way
  } = connection ?? {
    timeouts: null,
    directory: null,
    amazonBusiness: null,
  };
  const secrets = (['access-key', 'http-basic-password', 'proxy-password', 'client-certificate-passphrase'] as const).map(generation);
  return computeFingerprint(toStableJson([serverAddress, way, secrets]));
}

/**
 * Returns when a secret was last verified; `null` = never with the current values. The catalog password is verified together with System
 * Login, so a changed integration value invalidates it.
 */
export function getVerifiedAt(file: CompanyFile, { name, verifiedAt }: Pick<SecretRecord, 'name' | 'verifiedAt'>): string | null {
  if (verifiedAt === null || name !== 'catalog-password') return verifiedAt;
  const touchedAt = file.drafts.state().updatedAt.get(getDraftKey({ section: 'integration', id: 'integration' })) ?? '';
  return touchedAt > verifiedAt ? null : verifiedAt;
}

const keptTestSchema = connectionRunSchema.loose().extend({ values: z.string() });

/** Returns the last stored test of a connection; `null` = none, or in an unreadable older format. */
export function getStoredConnectionTest(file: CompanyFile, target: ConnectionTarget): ConnectionRunView | null {
  const kept = keptTestSchema.safeParse(file.connection.lastTest(target));
  if (!kept.success) return null;
  const { values, ...run } = kept.data;
  return { ...run, outdated: values !== computeTestedValuesFingerprint(file, target) };
}
