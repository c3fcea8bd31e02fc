import type { CallOutput } from '#shared/contract/calls.ts';
import { isCode } from '#shared/domain/integration/code.ts';

export interface FreeOption {
  readonly option: string;
  /** Names of the Amazon groups that have it; `''` where none has a name. */
  readonly name: string;
}

/** The options that no invoice group uses and that can be a code, each once: several Amazon groups may have one, and a list to choose from takes no value twice. */
export function freeOptions(unused: CallOutput<'invoicing.codes'>['unused']): readonly FreeOption[] {
  const names = new Map<string, string[]>();
  for (const { option, name } of unused) {
    if (!isCode(option)) continue;
    const known = names.get(option) ?? [];
    names.set(option, name === '' ? known : [...known, name]);
  }
  return [...names].map(([option, those]) => ({ option, name: those.join('、') }));
}
