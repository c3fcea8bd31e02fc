import {
  DEFAULT_CODE_ATTRIBUTE,
  DEFAULT_DIRECTORY_FILTER,
  DIRECTORY_PORTS,
  type DirectoryServer,
  isAttributeName,
} from '#shared/domain/integration/directory-server.ts';

/** Directory settings as edited. */
export interface DirectoryDraft extends Omit<DirectoryServer, 'port'> {
  readonly port: string;
}

export const draftOf = (server: DirectoryServer | null): DirectoryDraft =>
  server === null
    ? {
        host: '',
        port: String(DIRECTORY_PORTS.ldaps),
        protection: 'ldaps',
        bindDn: '',
        baseDn: '',
        filter: DEFAULT_DIRECTORY_FILTER,
        codeAttribute: DEFAULT_CODE_ATTRIBUTE,
      }
    : { ...server, port: String(server.port) };

/** Applies another protection and its standard port; a custom port is kept. */
export const withProtection = (draft: DirectoryDraft, protection: DirectoryServer['protection']): DirectoryDraft => ({
  ...draft,
  protection,
  port: draft.port === String(DIRECTORY_PORTS[draft.protection]) ? String(DIRECTORY_PORTS[protection]) : draft.port,
});

export type DraftFault = 'empty' | 'port' | 'attribute';

/** Errors by field; host and filter are checked when they are saved. */
export function faultsOf(draft: DirectoryDraft): Readonly<Partial<Record<keyof DirectoryDraft, DraftFault>>> {
  const faults: Partial<Record<keyof DirectoryDraft, DraftFault>> = {};
  for (const field of ['host', 'bindDn', 'baseDn', 'filter'] as const) if (draft[field].trim() === '') faults[field] = 'empty';
  const port = Number(draft.port);
  if (!/^\d{1,5}$/.test(draft.port.trim()) || port < 1 || port > 65_535) faults.port = 'port';
  if (!isAttributeName(draft.codeAttribute.trim())) faults.codeAttribute = 'attribute';
  return faults;
}

/** The settings for the server. Call it only if `faultsOf` found no errors. */
export const serverOf = (draft: DirectoryDraft): DirectoryServer => ({
  host: draft.host.trim(),
  port: Number(draft.port),
  protection: draft.protection,
  bindDn: draft.bindDn.trim(),
  baseDn: draft.baseDn.trim(),
  filter: draft.filter.trim(),
  codeAttribute: draft.codeAttribute.trim(),
});
