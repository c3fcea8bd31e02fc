/** How the company's directory is reached: there is no unencrypted value, because the password would be readable in transit. */
export const DIRECTORY_PROTECTIONS = ['ldaps', 'starttls'] as const;
export type DirectoryProtection = (typeof DIRECTORY_PROTECTIONS)[number];

/** The company's directory and what is read of it. The password is the secret `directory-password`, bound to host and port. */
export interface DirectoryServer {
  /** Name or IP address, without scheme and port. */
  readonly host: string;
  readonly port: number;
  readonly protection: DirectoryProtection;
  /** DN, userPrincipalName or `DOMAIN\\user` (both Active Directory only) of the account that reads. */
  readonly bindDn: string;
  readonly baseDn: string;
  /** RFC 4515. */
  readonly filter: string;
  /** The attribute with the employee code. */
  readonly codeAttribute: string;
}

export const DIRECTORY_PORTS: Readonly<Record<DirectoryProtection, number>> = { ldaps: 636, starttls: 389 };

/**
 * People of Active Directory, disabled ones too: a disabled person who were left out would look missing. Source:
 * docs/domain/directory.md#people.
 */
export const DEFAULT_DIRECTORY_FILTER = '(&(objectCategory=person)(objectClass=user))';
export const DEFAULT_CODE_ATTRIBUTE = 'employeeID';

/** Name of an attribute as a setting may contain it (RFC 4512, without options). */
export const isAttributeName = (text: string): boolean => /^[a-z][a-z0-9-]{0,63}$/i.test(text);

/** The server as a password is bound to it; StartTLS has the scheme of its port. */
export const directoryPlace = ({ host, port, protection }: Pick<DirectoryServer, 'host' | 'port' | 'protection'>): string =>
  `${protection === 'ldaps' ? 'ldaps' : 'ldap'}://${host.toLowerCase()}:${port}`;

/** The address in the form that host rules check (`secret-destination.ts`); both protections encrypt like https. */
export const directoryAddress = ({ host, port }: Pick<DirectoryServer, 'host' | 'port'>): string =>
  `https://${host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}:${port}/`;
