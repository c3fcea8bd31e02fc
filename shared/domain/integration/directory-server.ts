/**
 * Encryption of the connection to the company's directory. There is no unencrypted option, because the password would be readable in
 * transit.
 */
export const DIRECTORY_PROTECTIONS = ['ldaps', 'starttls'] as const;
export type DirectoryProtection = (typeof DIRECTORY_PROTECTIONS)[number];

/** Connection to the company's directory and the data to read. The password is the secret `directory-password`, bound to host and port. */
export interface DirectoryServer {
  /** Name or IP address, without scheme and port. */
  readonly host: string;
  readonly port: number;
  readonly protection: DirectoryProtection;
  /** Account for reading: DN, userPrincipalName or `DOMAIN\\user` (the last two only in Active Directory). */
  readonly bindDn: string;
  readonly baseDn: string;
  /** LDAP filter according to RFC 4515. */
  readonly filter: string;
  /** Name of the attribute with the employee code. */
  readonly codeAttribute: string;
}

export const DIRECTORY_PORTS: Readonly<Record<DirectoryProtection, number>> = { ldaps: 636, starttls: 389 };

/**
 * People in Active Directory, including disabled ones: if they were omitted, they would appear as missing. Source:
 * docs/domain/directory.md#people.
 */
export const DEFAULT_DIRECTORY_FILTER = '(&(objectCategory=person)(objectClass=user))';
export const DEFAULT_CODE_ATTRIBUTE = 'employeeID';

/** True if a text is an attribute name allowed in the settings (RFC 4512, without options). */
export const isAttributeName = (text: string): boolean => /^[a-z][a-z0-9-]{0,63}$/i.test(text);

/** The server URL to which a password is bound. StartTLS uses the scheme `ldap`. */
export const getDirectoryServerUrl = ({ host, port, protection }: Pick<DirectoryServer, 'host' | 'port' | 'protection'>): string =>
  `${protection === 'ldaps' ? 'ldaps' : 'ldap'}://${host.toLowerCase()}:${port}`;

/** The address as URL for host rules (`secret-destination.ts`). Both protections are treated as https. */
export const toDirectoryWebAddress = ({ host, port }: Pick<DirectoryServer, 'host' | 'port'>): string =>
  `https://${host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}:${port}/`;
