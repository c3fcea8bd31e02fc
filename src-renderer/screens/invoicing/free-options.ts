import type { CallOutput } from '#shared/contract/calls.ts';
import { isCode } from '#shared/domain/integration/code.ts';

export interface FreeOption {
  readonly option: string;
  /** Names of Amazon groups with the option; `''` without name. */
  readonly name: string;
}

/** Options unused by invoice groups and valid as code, each once, because several Amazon groups may share one. */
export function listFreeOptions(unused: CallOutput<'invoicing.codes'>['unused']): readonly FreeOption[] {
  const names = new Map<string, string[]>();
  for (const { option, name } of unused) {
    if (!isCode(option)) continue;
    const known = names.get(option) ?? [];
    names.set(option, name === '' ? known : [...known, name]);
  }
  return [...names].map(([option, those]) => ({ option, name: those.join('、') }));
}
