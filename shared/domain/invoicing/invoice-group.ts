import * as z from 'zod/mini';
import { defineField, type Immutable } from '../fields/field-facts.ts';
import { codeField, textField } from '../fields/kinds.ts';
import { organizationsField, usersField } from '../integration/settings.ts';

/** 請求書グループ: the users who may choose an invoice. Source: docs/domain/neo.md#invoice-groups, manual 4-1. */
export const invoiceGroupSchema = z.strictObject({
  /** 請求書グループコード, equal to an Amazon group's システム連携用オプション. */
  code: defineField(codeField(), { label: 'code', aspect: 'code' }),
  name: defineField(textField(), { label: 'name', aspect: 'name' }),
  users: usersField(),
  organizations: organizationsField(),
});
export type InvoiceGroup = Immutable<z.output<typeof invoiceGroupSchema>>;

export const createInvoiceGroup = (name: string): InvoiceGroup => ({ code: '', name, users: [], organizations: [] });
