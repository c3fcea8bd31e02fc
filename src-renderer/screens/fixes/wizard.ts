import { create } from 'zustand';
import { useCompanyId } from '#renderer/client/index.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { AccountChangeKind } from '#shared/domain/readiness/account-changes.ts';
import type { FixSide } from '../../parts/fixes/view-model.ts';
import { type Corrections, NO_CORRECTIONS } from '../../parts/list-reading/list-reading.ts';

/** How far the making of one side's file has come; it outlives a visit of the screen. */
export interface Wizard {
  /** The administrator's own export or template. */
  readonly file: FileToken | null;
  readonly corrections: Corrections;
  /** Also what was written before and has not arrived. */
  readonly again: boolean;
  /** What was chosen over the preview's defaults. */
  readonly values: { readonly group?: string; readonly role?: string; readonly action?: string };
  /** The template's words that were chosen for changes of accounts; `''` = none of that kind. */
  readonly words: Readonly<Partial<Record<AccountChangeKind, string>>>;
  /** What stands below the template's header: examples, until somebody says otherwise. */
  readonly existing: 'keep' | 'remove';
  readonly jobId: string | null;
  /** How the written file is read, for the import on the other side. */
  readonly written: { readonly encoding: string | null; readonly delimiter: string | null } | null;
}

export const FRESH: Wizard = {
  file: null,
  corrections: NO_CORRECTIONS,
  again: false,
  values: {},
  words: {},
  existing: 'remove',
  jobId: null,
  written: null,
};

const useWizards = create<Readonly<Record<string, Wizard>>>(() => ({}));

/** The wizard of a side in the open company, and the way to move it on. */
export const useWizard = (side: FixSide): readonly [Wizard, (change: Partial<Wizard>) => void] => {
  const key = `${useCompanyId()} ${side}`;
  const wizard = useWizards((all) => all[key] ?? FRESH);
  const change = (part: Partial<Wizard>): void => useWizards.setState((all) => ({ [key]: { ...(all[key] ?? FRESH), ...part } }));
  return [wizard, change];
};
