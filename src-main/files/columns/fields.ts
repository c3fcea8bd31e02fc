import type { ListKind } from '#shared/contract/imports/imports.ts';
import { AMAZON_USER_FIELDS } from './amazon-fields.ts';
import { DIRECTORY_FIELDS } from './directory-fields.ts';
import { createField, type Field } from './field.ts';
import { NEO_USER_FIELDS, ORGANIZATION_FIELDS } from './neo-fields.ts';
import { ORDER_FIELD_RULES } from './order-fields.ts';

const ORDER_FIELDS: readonly Field[] = ORDER_FIELD_RULES.map(([id, rule]) => createField(id, rule));

/** The fields of each kind of list, in the order in which they are shown. */
export const FIELDS: Readonly<Record<ListKind, readonly Field[]>> = {
  'neo-users': NEO_USER_FIELDS,
  'amazon-users': AMAZON_USER_FIELDS,
  'directory-people': DIRECTORY_FIELDS,
  organizations: ORGANIZATION_FIELDS,
  orders: ORDER_FIELDS,
};
