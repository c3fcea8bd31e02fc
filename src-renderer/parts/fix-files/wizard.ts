import { create } from 'zustand';
import { useCompanyId } from '#renderer/client/index.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { AccountChangeKind } from '#shared/domain/fixes/account-changes.ts';
import type { FixSide } from '../fixes/view-model.ts';
import { type Corrections, NO_CORRECTIONS } from '../list-reading/list-reading.ts';

/** State of making one side's file, kept while the dialog is closed. */
export interface Wizard {
  /** The administrator's export or template. */
  readonly file: FileToken | null;
  /** Whether another file than the one that the console has is wanted. */
  readonly isOther: boolean;
  readonly corrections: Corrections;
  /** Includes fixes that were exported before but have not arrived. */
  readonly again: boolean;
  /** Choices that override the preview's defaults. */
  readonly values: { readonly group?: string; readonly role?: string; readonly action?: string };
  /** Chosen words of the template for changes of accounts; `''` = none of that kind. */
  readonly words: Readonly<Partial<Record<AccountChangeKind, string>>>;
  /** Handling of rows below the template's header, which are examples by default. */
  readonly existing: 'keep' | 'remove';
  /** Whether the user chose `existing`; otherwise the choice for the former sheet applies. */
  readonly isExistingChosen: boolean;
  readonly jobId: string | null;
  /** Encoding and delimiter with which the vendor's import reads the file. */
  readonly written: { readonly encoding: string | null; readonly delimiter: string | null } | null;
}

export const FRESH: Wizard = {
  file: null,
  isOther: false,
  corrections: NO_CORRECTIONS,
  again: false,
  values: {},
  words: {},
  existing: 'remove',
  isExistingChosen: false,
  jobId: null,
  written: null,
};

const useWizards = create<Readonly<Record<string, Wizard>>>(() => ({}));

/** The state of a side in the open company, and its setter. */
export const useWizard = (side: FixSide): readonly [Wizard, (change: Partial<Wizard>) => void] => {
  const key = `${useCompanyId()} ${side}`;
  const wizard = useWizards((all) => all[key] ?? FRESH);
  const change = (part: Partial<Wizard>): void => useWizards.setState((all) => ({ [key]: { ...(all[key] ?? FRESH), ...part } }));
  return [wizard, change];
};
