import type { z } from 'zod/mini';
import type { Immutable } from '../fields/field-facts.ts';
import {
  type AmazonGroup,
  allowedUsersSchema,
  amazonGroupSchema,
  commonSettingsSchema,
  createAmazonGroup,
  EMPTY_COMMON_SETTINGS,
  EMPTY_INTEGRATION,
  EVERYONE_ALLOWED,
  integrationSchema,
} from '../integration/settings.ts';
import { createInvoiceGroup, type InvoiceGroup, invoiceGroupSchema } from '../invoicing/invoice-group.ts';
import { applyRouteCommand, type Command as RouteCommand } from '../routes/commands.ts';
import { createRoute, type Route, routeSchema } from '../routes/route.ts';
import { createSerial, type Serial, serialSchema } from '../serials/serial.ts';
import { applyRecordEdit, type RecordEdit } from './record-edit.ts';

/**
 * Schemas of drafted objects by section: the sections of the gateway, and the Amazon groups recorded by the administrator
 * (docs/gateway.md).
 */
export const BODY_SCHEMAS = {
  routes: routeSchema,
  serials: serialSchema,
  invoice_groups: invoiceGroupSchema,
  amazon_groups: amazonGroupSchema,
  integration: integrationSchema,
  common_settings: commonSettingsSchema,
  allowed_users: allowedUsersSchema,
};
export type Bodies = { readonly [S in keyof typeof BODY_SCHEMAS]: Immutable<z.output<(typeof BODY_SCHEMAS)[S]>> };
export type Section = keyof Bodies;
export type Body = Bodies[Section];

/** Sections in the order of display and export. */
export const SECTIONS = [
  'routes',
  'serials',
  'invoice_groups',
  'amazon_groups',
  'integration',
  'common_settings',
  'allowed_users',
] as const satisfies readonly Section[];

/** Sections with exactly one object, which always exists. Its id is the name of the section. */
export const SINGLE_SECTIONS = ['integration', 'common_settings', 'allowed_users'] as const satisfies readonly Section[];
export type SingleSection = (typeof SINGLE_SECTIONS)[number];
export const isSingleSection = (section: Section): section is SingleSection => (SINGLE_SECTIONS as readonly Section[]).includes(section);

/** The edits of each section. */
export type Edits = { readonly [S in Section]: S extends 'routes' ? RouteCommand : RecordEdit<Bodies[S]> };

/** A body after an edit, the inverse edit, and the edit as stored for redo. */
interface EditedBody<S extends Section> {
  readonly body: Bodies[S];
  readonly inverse: Edits[S];
  readonly done: Edits[S];
}

/** Functions that create, name and edit the objects of a section. */
interface SectionKind<S extends Section> {
  readonly begin: (id: string, name: string) => Bodies[S];
  readonly nameOf: (body: Bodies[S]) => string;
  readonly renamed: (body: Bodies[S], name: string) => Bodies[S];
  readonly renameEdit: (name: string) => Edits[S];
  readonly edit: (body: Bodies[S], edit: Edits[S]) => EditedBody<S>;
}

type Named = Serial | InvoiceGroup | AmazonGroup;
const record = <S extends Exclude<Section, 'routes'>>(kind: Omit<SectionKind<S>, 'edit'>): SectionKind<S> =>
  ({ ...kind, edit: (body: Bodies[S], edit: RecordEdit<Bodies[S]>) => applyRecordEdit(body, edit) }) as unknown as SectionKind<S>;
const named = <S extends 'serials' | 'invoice_groups' | 'amazon_groups'>(begin: (name: string) => Bodies[S]): SectionKind<S> =>
  record<S>({
    begin: (_, name) => begin(name),
    nameOf: (body) => (body as Named).name,
    renamed: (body, name) => ({ ...body, name }),
    renameEdit: (name) => ({ kind: 'set', fields: { name } }) as unknown as Edits[S],
  });
/** A single object has no name; the interface uses its screen's name. */
const single = <S extends SingleSection>(empty: Bodies[S]): SectionKind<S> =>
  record<S>({
    begin: () => empty,
    nameOf: () => '',
    renamed: (body) => body,
    renameEdit: () => ({ kind: 'set', fields: {} }) as unknown as Edits[S],
  });

const KINDS: { readonly [S in Section]: SectionKind<S> } = {
  routes: {
    begin: createRoute,
    nameOf: ({ name }) => name,
    renamed: (route, name) => ({ ...route, name }),
    renameEdit: (name) => ({ kind: 'set-name', name }),
    edit: (route, command) => {
      const { route: body, inverse } = applyRouteCommand(route, command);
      return { body, inverse, done: command };
    },
  },
  serials: named<'serials'>(createSerial),
  invoice_groups: named<'invoice_groups'>(createInvoiceGroup),
  amazon_groups: named<'amazon_groups'>(createAmazonGroup),
  integration: single<'integration'>(EMPTY_INTEGRATION),
  common_settings: single<'common_settings'>(EMPTY_COMMON_SETTINGS),
  allowed_users: single<'allowed_users'>(EVERYONE_ALLOWED),
};

/** Returns the functions of a section, without checking that bodies and edits are of that section. */
const kindOf = (section: Section): SectionKind<Section> => KINDS[section] as unknown as SectionKind<Section>;

export const createDraftBody = <S extends Section>(section: S, id: string, name: string): Bodies[S] => KINDS[section].begin(id, name);
/** The name of an object; `''` if a server left it out or sent another value. */
export function getBodyName(section: Section, body: Body): string {
  const name: unknown = kindOf(section).nameOf(body);
  return typeof name === 'string' ? name : '';
}
export const createRenameEdit = (section: Section, name: string): Edits[Section] => kindOf(section).renameEdit(name);
export const editBody = (section: Section, body: Body, edit: Edits[Section]): EditedBody<Section> => kindOf(section).edit(body, edit);

/** Returns the body for another object id; only routes contain their id. */
export const setBodyId = (section: Section, body: Body, id: string): Body =>
  section === 'routes' && (body as Route).id !== id ? { ...(body as Route), id } : body;
export const renameDraftBody = (section: Section, body: Body, name: string): Body => kindOf(section).renamed(body, name);
