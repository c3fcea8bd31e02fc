import type { DraftRow } from '#shared/contract/drafts.ts';
import type { DraftCommand, DraftEdit } from '#shared/domain/drafts/commands.ts';
import { type CodeProblem, checkCode } from '#shared/domain/integration/code.ts';
import type { PastedGroup } from '#shared/domain/integration/pasted-groups.ts';
import { newAmazonGroup } from '#shared/domain/integration/settings.ts';

export interface PasteRow {
  readonly name: string;
  readonly option: string;
  /** The option before; `''` = none or a new group. */
  readonly before: string;
  /**
   * `twice`: another line of the same name counts instead. `refused`: its option cannot be one, so that it is left out. `unknown`: whether the
   * group is there is not known yet. `ambiguous`: several groups have the name, and none of them the option.
   */
  readonly change: 'add' | 'change' | 'same' | 'twice' | 'refused' | 'unknown' | 'ambiguous';
  /** The group it is about; `null` = a new one. */
  readonly id: string | null;
  /** What is wrong with the option. */
  readonly problem: CodeProblem | null;
}

/** What pasted lines would change. A group is known by its name, and by its option where several have one name; a line without an option leaves the one it has. Until the groups are known nothing changes. */
export function planPaste(
  pasted: readonly PastedGroup[],
  groups: readonly Pick<DraftRow, 'id' | 'name' | 'code' | 'state'>[] | undefined,
): readonly PasteRow[] {
  const known = Map.groupBy(groups?.filter(({ state }) => state !== 'deleted') ?? [], ({ name }) => name.trim());
  const problemOf = (option: string): CodeProblem | null => (option === '' ? null : checkCode(option).problem);
  // What two lines are about when it is the same.
  const about = ({ name, integrationOption }: PastedGroup): string =>
    (known.get(name)?.length ?? 0) > 1 ? `${name}\n${integrationOption}` : name;
  // The last line about a group counts, and of those with an option the last of these: a line without one takes none away.
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

/** One command for everything that changes, so that one undo takes it back; `null` when nothing does. */
export function pasteCommand(rows: readonly PasteRow[], newId: () => string): DraftCommand | null {
  const commands = rows.flatMap(({ name, option, change, id }): DraftEdit[] => {
    if (change === 'add')
      return [
        { section: 'amazon_groups', id: newId(), kind: 'put', body: { ...newAmazonGroup(name), integrationOption: option }, note: '' },
      ];
    if (change === 'change' && id !== null)
      return [{ section: 'amazon_groups', id, kind: 'edit', edit: { kind: 'set', fields: { integrationOption: option } } }];
    return [];
  });
  return commands.length === 0 ? null : { kind: 'sequence', commands };
}
