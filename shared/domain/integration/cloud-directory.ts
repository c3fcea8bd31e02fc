import { type DirectoryServer, getDirectoryServerUrl } from './directory-server.ts';
import { CLOUD_ORIGINS } from './web-addresses/cloud-origins.ts';

/** Microsoft Entra ID, read through Microsoft Graph with the application's own permission. Its secret is `directory-password`. */
export interface EntraDirectory {
  readonly kind: 'entra';
  /** Tenant ID (GUID) or a verified domain of the tenant. */
  readonly tenant: string;
  /** Application (client) ID of the app registration. */
  readonly clientId: string;
}

/**
 * Google Workspace, read by a service account that acts for an administrator. The service account's key is the secret
 * `directory-password`.
 */
export interface GoogleDirectory {
  readonly kind: 'google';
  /** Address of the administrator. */
  readonly admin: string;
}

export type CloudDirectory = EntraDirectory | GoogleDirectory;

/** The company's directory. An LDAP server has no `kind`, so that settings that were sealed before the other kinds existed stay valid. */
export type CompanyDirectory = DirectoryServer | CloudDirectory;

export const DIRECTORY_KINDS = ['ldap', 'entra', 'google'] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];

export const getDirectoryKind = (directory: CompanyDirectory): DirectoryKind => ('kind' in directory ? directory.kind : 'ldap');

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;

export const isClientId = (text: string): boolean => GUID.test(text);

/** Whether a text is a tenant ID or a domain. `common` and `organizations` are neither, because they name no company. */
export const isTenantName = (text: string): boolean => GUID.test(text) || DOMAIN.test(text);

/** Whether a text can be the address of a Google administrator. */
export function isAdminAddress(text: string): boolean {
  const [name = '', domain = '', ...more] = text.split('@');
  return more.length === 0 && /^[a-z0-9._+'-]{1,64}$/i.test(name) && DOMAIN.test(domain);
}

/** The tenant of a cloud directory, in lower case: of Google, the administrator's domain. */
export const getTenant = (directory: CloudDirectory): string =>
  (directory.kind === 'entra' ? directory.tenant : (directory.admin.split('@')[1] ?? '')).toLowerCase();

/** Addresses of a cloud directory. Not part of the settings, so that neither a user nor a file can choose who receives the secret. */
export interface CloudServers {
  /** `demo`: servers on this machine that belong to the demo company. */
  readonly purpose: CloudDirectory['kind'] | 'demo';
  /** Base address of the token requests, without a slash at the end. */
  readonly signIn: string;
  /** Base address of the directory, without a slash at the end. */
  readonly api: string;
}

/** The vendors' addresses. Source: docs/domain/directory.md#entra-id. National clouds have others and are not supported. */
export const CLOUD_SERVERS: Readonly<Record<CloudDirectory['kind'], CloudServers>> = {
  entra: { purpose: 'entra', signIn: CLOUD_ORIGINS.entra[0], api: CLOUD_ORIGINS.entra[1] },
  google: { purpose: 'google', signIn: CLOUD_ORIGINS.google[0], api: CLOUD_ORIGINS.google[1] },
};

/** Name of a directory for messages, records and as the source of its list. */
export function getCompanyDirectoryName(directory: CompanyDirectory): string {
  if (!('kind' in directory)) return getDirectoryServerUrl(directory);
  return `${directory.kind === 'entra' ? 'Microsoft Entra ID' : 'Google Workspace'} (${getTenant(directory)})`;
}

/** The account with which a directory is read. */
export function getDirectoryAccount(directory: CompanyDirectory): string {
  if (!('kind' in directory)) return directory.bindDn;
  return directory.kind === 'entra' ? directory.clientId : directory.admin;
}

/** The destination to which a directory's secret is bound: for LDAP the server, for a cloud the vendor's address and the tenant. */
export function getDirectorySecretDestination(directory: CompanyDirectory, servers: CloudServers | null): string {
  if (!('kind' in directory) || servers === null) return getDirectoryServerUrl(directory as DirectoryServer);
  const tenant = getTenant(directory);
  // The port of the demo company's servers changes with every start.
  return servers.purpose === 'demo' ? `demo://${directory.kind}/${tenant}` : `${servers.signIn}/${tenant}`;
}
