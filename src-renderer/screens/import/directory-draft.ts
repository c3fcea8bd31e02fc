import {
  type CompanyDirectory,
  type DirectoryKind,
  type EntraDirectory,
  type GoogleDirectory,
  getDirectoryKind,
  isAdminAddress,
  isClientId,
  isTenantName,
} from '#shared/domain/integration/cloud-directory.ts';
import {
  DEFAULT_CODE_ATTRIBUTE,
  DEFAULT_DIRECTORY_FILTER,
  DIRECTORY_PORTS,
  type DirectoryServer,
  isAttributeName,
} from '#shared/domain/integration/directory-server.ts';

/** Directory settings as edited, with the fields of all kinds, so that a change of the kind loses no input. */
export interface DirectoryDraft extends Omit<DirectoryServer, 'port'>, Omit<EntraDirectory, 'kind'>, Omit<GoogleDirectory, 'kind'> {
  readonly kind: DirectoryKind;
  readonly port: string;
}

const EMPTY: DirectoryDraft = {
  kind: 'ldap',
  host: '',
  port: String(DIRECTORY_PORTS.ldaps),
  protection: 'ldaps',
  bindDn: '',
  baseDn: '',
  filter: DEFAULT_DIRECTORY_FILTER,
  codeAttribute: DEFAULT_CODE_ATTRIBUTE,
  tenant: '',
  clientId: '',
  admin: '',
};

export function createDirectoryDraft(directory: CompanyDirectory | null): DirectoryDraft {
  if (directory === null) return EMPTY;
  if ('kind' in directory) return { ...EMPTY, ...directory };
  return { ...EMPTY, ...directory, kind: getDirectoryKind(directory), port: String(directory.port) };
}

/** Applies another protection and its standard port; a custom port is kept. */
export const withProtection = (draft: DirectoryDraft, protection: DirectoryServer['protection']): DirectoryDraft => ({
  ...draft,
  protection,
  port: draft.port === String(DIRECTORY_PORTS[draft.protection]) ? String(DIRECTORY_PORTS[protection]) : draft.port,
});

export type DraftFault = 'empty' | 'port' | 'attribute' | 'tenant' | 'clientId' | 'admin';
type Faults = Readonly<Partial<Record<keyof DirectoryDraft, DraftFault>>>;

/** Errors by field; host and filter are checked when they are saved. */
export function findDraftFaults(draft: DirectoryDraft): Faults {
  if (draft.kind === 'google') return isAdminAddress(draft.admin.trim()) ? {} : { admin: 'admin' };
  return draft.kind === 'entra' ? entraFaults(draft) : ldapFaults(draft);
}

function entraFaults({ tenant, clientId }: DirectoryDraft): Faults {
  return {
    ...(isTenantName(tenant.trim()) ? {} : { tenant: 'tenant' }),
    ...(isClientId(clientId.trim()) ? {} : { clientId: 'clientId' }),
  };
}

function ldapFaults(draft: DirectoryDraft): Faults {
  const faults: Partial<Record<keyof DirectoryDraft, DraftFault>> = {};
  for (const field of ['host', 'bindDn', 'baseDn', 'filter'] as const) if (draft[field].trim() === '') faults[field] = 'empty';
  const port = Number(draft.port);
  if (!/^\d{1,5}$/.test(draft.port.trim()) || port < 1 || port > 65_535) faults.port = 'port';
  if (!isAttributeName(draft.codeAttribute.trim())) faults.codeAttribute = 'attribute';
  return faults;
}

/** The settings of the draft. Call it only if `findDraftFaults` found no errors. */
export function toCompanyDirectory(draft: DirectoryDraft): CompanyDirectory {
  if (draft.kind === 'google') return { kind: 'google', admin: draft.admin.trim().toLowerCase() };
  if (draft.kind === 'entra') return { kind: 'entra', tenant: draft.tenant.trim(), clientId: draft.clientId.trim().toLowerCase() };
  return {
    host: draft.host.trim(),
    port: Number(draft.port),
    protection: draft.protection,
    bindDn: draft.bindDn.trim(),
    baseDn: draft.baseDn.trim(),
    filter: draft.filter.trim(),
    codeAttribute: draft.codeAttribute.trim(),
  };
}

/** Properties of a component with the fields of one kind of directory. */
export interface DirectoryFieldsProps {
  readonly draft: DirectoryDraft;
  readonly edit: (part: Partial<DirectoryDraft>) => void;
  /** The error of a field, after saving was tried. */
  readonly errorOf: (field: keyof DirectoryDraft) => string | undefined;
}
