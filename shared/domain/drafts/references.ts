import { listRouteReferences as routeReferences } from '../routes/references.ts';
import { type Draft, listBodies } from './draft.ts';
import { type Bodies, type Body, getBodyName, type Section } from './sections.ts';

/** A target of references: another draft, or an entry of NEO's directory. */
export type ReferenceTarget =
  | { readonly kind: 'draft'; readonly section: Section; readonly id: string }
  | { readonly kind: 'user' | 'organization' | 'role'; readonly id: string };

/** Kinds of references from a draft to its target. Texts below `draft.reference.<how>`. */
export type ReferenceKind = 'default-route' | 'default-serial' | 'same-code' | 'member' | 'allowed' | 'step' | 'access';

export interface Referrer {
  readonly section: Section;
  readonly id: string;
  readonly name: string;
  readonly how: ReferenceKind;
}

/** All drafts that refer to the target, in the order of the drafts; deleting the target affects them. */
export function listReferrers(drafts: Iterable<Draft>, target: ReferenceTarget): readonly Referrer[] {
  const all = [...drafts];
  const referrers: Referrer[] = [];
  const add = (section: Section, id: string, body: Body, how: ReferenceKind): void => {
    referrers.push({ section, id, name: getBodyName(section, body), how });
  };
  if (target.kind === 'draft') {
    referrersOfDraft(all, target, add);
    return referrers;
  }
  for (const { id, body } of listBodies(all, 'routes')) {
    const named = routeReferences(body).filter((reference) => reference.kind === target.kind && reference.id === target.id);
    for (const how of new Set(named.map(({ stepId }) => (stepId === null ? 'access' : 'step') as ReferenceKind)))
      add('routes', id, body, how);
  }
  for (const { id, body } of listBodies(all, 'invoice_groups'))
    if (lists({ ...body, roles: [] }, target)) add('invoice_groups', id, body, 'member');
  for (const { id, body } of listBodies(all, 'allowed_users'))
    if (!body.everyone && lists(body, target)) add('allowed_users', id, body, 'allowed');
  return referrers;
}

type Add = (section: Section, id: string, body: Body, how: ReferenceKind) => void;

function referrersOfDraft(drafts: readonly Draft[], { section, id }: Extract<ReferenceTarget, { kind: 'draft' }>, add: Add): void {
  for (const { id: settings, body } of listBodies(drafts, 'common_settings')) {
    if (section === 'routes' && body.routeId === id) add('common_settings', settings, body, 'default-route');
    if (section === 'serials' && body.serialId === id) add('common_settings', settings, body, 'default-serial');
  }
  const own = drafts.find((draft) => draft.section === section && draft.id === id);
  const body = own?.draft ?? own?.base ?? null;
  if (body === null) return;
  if (section === 'invoice_groups') {
    const { code } = body as Bodies['invoice_groups'];
    for (const other of listBodies(drafts, 'amazon_groups'))
      if (code !== '' && other.body.integrationOption === code) add('amazon_groups', other.id, other.body, 'same-code');
  }
  if (section === 'amazon_groups') {
    const { integrationOption } = body as Bodies['amazon_groups'];
    for (const other of listBodies(drafts, 'invoice_groups'))
      if (integrationOption !== '' && other.body.code === integrationOption) add('invoice_groups', other.id, other.body, 'same-code');
  }
}

/** All entries of NEO's directory that a body names, once per occurrence. */
export function listDirectoryReferences(section: Section, body: Body): readonly Exclude<ReferenceTarget, { kind: 'draft' }>[] {
  if (section === 'routes') return routeReferences(body as Bodies['routes']);
  if (section !== 'invoice_groups' && section !== 'allowed_users') return [];
  const { users, organizations, roles } = { roles: [], ...(body as Bodies['invoice_groups'] | Bodies['allowed_users']) };
  return [
    ...users.map((id) => ({ kind: 'user' as const, id })),
    ...organizations.map(({ id }) => ({ kind: 'organization' as const, id })),
    ...roles.map((id) => ({ kind: 'role' as const, id })),
  ];
}

type Lists = Pick<Bodies['allowed_users'], 'users' | 'organizations' | 'roles'>;

function lists({ users, organizations, roles }: Lists, { kind, id }: Exclude<ReferenceTarget, { kind: 'draft' }>): boolean {
  if (kind === 'user') return users.includes(id);
  return kind === 'role' ? roles.includes(id) : organizations.some((organization) => organization.id === id);
}
