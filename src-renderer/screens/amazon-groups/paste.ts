import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import type { DraftCommand, DraftEdit } from '#shared/domain/drafts/commands.ts';
import { type CodeProblem, checkCode } from '#shared/domain/integration/code.ts';
import type { PastedGroup } from '#shared/domain/integration/pasted-groups.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';

export interface PasteRow {
  readonly name: string;
  readonly option: string;
  /** The former option; `''` = none or a new group. */
  readonly before: string;
  /**
   * `twice`: a later line of the same name counts. `refused`: the option is invalid, so the line is skipped. `unknown`: it is not known
   * yet whether the group exists. `ambiguous`: several groups have the name, and none the option.
   */
  readonly change: 'add' | 'change' | 'same' | 'twice' | 'refused' | 'unknown' | 'ambiguous';
  /** The group concerned; `null` = a new one. */
  readonly id: string | null;
  /** The problem of the option; `null` = none. */
  readonly problem: CodeProblem | null;
}

/**
 * Changes by pasted lines. A group is identified by name, and by option if several have the name; a line without option keeps the
 * existing one. Nothing changes until the groups are known.
 */
export function planPaste(
  pasted: readonly PastedGroup[],
  groups: readonly Pick<DraftRow, 'id' | 'name' | 'code' | 'state'>[] | undefined,
): readonly PasteRow[] {
  const known = Map.groupBy(groups?.filter(({ state }) => state !== 'deleted') ?? [], ({ name }) => name.trim());
  const problemOf = (option: string): CodeProblem | null => (option === '' ? null : checkCode(option).problem);
  // Key of the group that a line concerns, for comparing two lines.
  const about = ({ name, integrationOption }: PastedGroup): string =>
    (known.get(name)?.length ?? 0) > 1 ? `${name}\n${integrationOption}` : name;
  // The last line of a group counts, preferring lines with an option.
  const last = new Map<string, number>();
  pasted.forEach((line, at) => {
    const before = pasted[last.get(about(line)) ?? -1];
    if (problemOf(line.integrationOption) !== null) return;
    if (line.integrationOption !== '' || before === undefined || before.integrationOption === '') last.set(about(line), at);
  });
  return pasted.map((line, at) => {
    const { name, integrationOption: option } = line;
    const named = known.get(name) ?? [];
    const group = named.length > 1 ? named.find(({ code }) => code === option) : named[0];
    const problem = problemOf(option);
    const common = { name, option, before: group?.code ?? '', id: group?.id ?? null, problem };
    if (problem !== null) return { ...common, change: 'refused' as const };
    if (last.get(about(line)) !== at) return { ...common, change: 'twice' as const };
    if (groups === undefined) return { ...common, change: 'unknown' as const };
    if (group === undefined && named.length > 0) return { ...common, change: option === '' ? ('same' as const) : ('ambiguous' as const) };
    if (group === undefined) return { ...common, change: 'add' as const };
    return { ...common, change: option === '' || option === group.code ? ('same' as const) : ('change' as const) };
  });
}

/** One command for all changes, so that one undo reverts them; `null` = no changes. */
export function createPasteCommand(rows: readonly PasteRow[], newId: () => string): DraftCommand | null {
  const commands = rows.flatMap(({ name, option, change, id }): DraftEdit[] => {
    if (change === 'add')
      return [
        { section: 'amazon_groups', id: newId(), kind: 'put', body: { ...createAmazonGroup(name), integrationOption: option }, note: '' },
      ];
    if (change === 'change' && id !== null)
      return [{ section: 'amazon_groups', id, kind: 'edit', edit: { kind: 'set', fields: { integrationOption: option } } }];
    return [];
  });
  return commands.length === 0 ? null : { kind: 'sequence', commands };
}
