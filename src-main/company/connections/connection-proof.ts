import { z } from 'zod';
import { type ConnectionTarget, connectionRunSchema, type ShownRun } from '#shared/contract/connections/connections.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { findDraft, keyOf } from '#shared/domain/drafts/draft.ts';
import { stableJson } from '#shared/domain/drafts/stable-json.ts';
import { fingerprint } from '#shared/domain/setup/fingerprint.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { SecretRecord } from '../../storage/connections/secret-record-store.ts';
import { storedConnection } from './stored-connection.ts';

/** Fingerprint of the values used by a connection test; it changes with them. For a secret it contains the generation, never the value. */
export function testedValuesFingerprint(file: CompanyFile, target: ConnectionTarget): string {
  const generation = (name: SecretName): number => file.secrets.get(name)?.generation ?? 0;
  const connection = storedConnection(file.connection.settings());
  if (target === 'amazon') {
    const integration = findDraft(file.drafts.state().drafts, { section: 'integration', id: 'integration' })?.draft ?? null;
    // Also used for Amazon: proxies and trusted authorities.
    const way = connection && [connection.proxy, connection.extraCa, connection.systemStore];
    return fingerprint(stableJson([integration, way, (['catalog-password', 'proxy-password'] as const).map(generation)]));
  }
  if (target === 'directory') {
    const way = connection && [connection.directory ?? null, connection.extraCa, connection.systemStore];
    return fingerprint(stableJson([way, generation('directory-password')]));
  }
  const { kind, serverAddress } = file.company();
  // The demo company's server has another address after every start.
  if (kind === 'demo') return '';
  const { timeouts: _, directory: __, ...way } = connection ?? { timeouts: null, directory: null };
  const secrets = (['access-key', 'http-basic-password', 'proxy-password', 'client-certificate-passphrase'] as const).map(generation);
  return fingerprint(stableJson([serverAddress, way, secrets]));
}

/**
 * When a secret was last verified; `null` = not with the present values. The catalog password is verified together with System Login, so
 * a later change of the integration's values invalidates it.
 */
export function verifiedAtOf(file: CompanyFile, { name, verifiedAt }: Pick<SecretRecord, 'name' | 'verifiedAt'>): string | null {
  if (verifiedAt === null || name !== 'catalog-password') return verifiedAt;
  const touchedAt = file.drafts.state().updatedAt.get(keyOf({ section: 'integration', id: 'integration' })) ?? '';
  return touchedAt > verifiedAt ? null : verifiedAt;
}

const keptTestSchema = connectionRunSchema.loose().extend({ values: z.string() });

/** The last test of a connection. An unreadable result of an earlier version counts as not tested. */
export function storedConnectionTest(file: CompanyFile, target: ConnectionTarget): ShownRun | null {
  const kept = keptTestSchema.safeParse(file.connection.lastTest(target));
  if (!kept.success) return null;
  const { values, ...run } = kept.data;
  return { ...run, outdated: values !== testedValuesFingerprint(file, target) };
}
