import * as z from 'zod/mini';
import { field, type Immutable } from '../fields/field-facts.ts';
import { code, text } from '../fields/kinds.ts';
import { chosenOrganizations, chosenUsers } from '../integration/settings.ts';

/** 請求書グループ: the users who may choose an invoice. Source: docs/domain/neo.md#invoice-groups, manual 4-1. */
export const invoiceGroupSchema = z.strictObject({
  /** 請求書グループコード, equal to an Amazon group's システム連携用オプション. */
  code: field(code(), { label: 'code', aspect: 'code' }),
  name: field(text(), { label: 'name', aspect: 'name' }),
  users: chosenUsers(),
  organizations: chosenOrganizations(),
});
export type InvoiceGroup = Immutable<z.output<typeof invoiceGroupSchema>>;

export const newInvoiceGroup = (name: string): InvoiceGroup => ({ code: '', name, users: [], organizations: [] });
