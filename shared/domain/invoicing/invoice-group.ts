import type { OrganizationChoice } from '../integration/settings.ts';

/** 請求書グループ: who may choose which invoice. Source: docs/domain/neo.md#invoice-groups, manual 4-1. Plain data; the ids are NEO's. */
export interface InvoiceGroup {
  /** 請求書グループコード, equal to an Amazon group's システム連携用オプション. */
  readonly code: string;
  readonly name: string;
  readonly users: readonly string[];
  readonly organizations: readonly OrganizationChoice[];
}

export const newInvoiceGroup = (name: string): InvoiceGroup => ({ code: '', name, users: [], organizations: [] });
