import { useCallback, useMemo, useRef, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import type { RouteNames } from '#shared/domain/routes/describe.ts';
import type { PersonPick } from './person-picker.tsx';

export type NamedEntry = Pick<PersonPick, 'kind' | 'id'>;

export interface Names extends RouteNames {
  /** Known data of an entry; `undefined` if unknown. */
  readonly pick: (named: NamedEntry) => PersonPick | undefined;
  /** Stores a chosen entry, so that its name is known without a request. */
  readonly learn: (pick: PersonPick) => void;
}

const keyOf = ({ kind, id }: NamedEntry): string => `${kind} ${id}`;

/** Distinguishes organizations with the same name by their parent. */
function apart(known: ReadonlyMap<string, PersonPick>): ReadonlyMap<string, PersonPick> {
  const seen = new Map<string, number>();
  for (const { kind, name } of known.values()) if (kind === 'organization') seen.set(name, (seen.get(name) ?? 0) + 1);
  const isTwice = ({ kind, name, detail }: PersonPick): boolean => kind === 'organization' && detail !== '' && (seen.get(name) ?? 0) > 1;
  return new Map(Array.from(known, ([key, pick]) => [key, isTwice(pick) ? { ...pick, name: `${pick.detail} › ${pick.name}` } : pick]));
}

/** Names by id. An unanswered id has an ellipsis as its name, so that nothing is shown as unknown too early. */
export function useNames(ids: readonly NamedEntry[]): Names {
  const { value, stale } = useCall('drafts.names', ids.length === 0 ? null : { ids: [...ids] });
  const known = useRef(new Map<string, PersonPick>());
  const [learned, setLearned] = useState(0);
  const settled = ids.length === 0 || (value !== undefined && !stale);
  const learn = useCallback((pick: PersonPick) => {
    known.current.set(keyOf(pick), pick);
    setLearned((count) => count + 1);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `learned` tells that the known names are others.
  return useMemo(() => {
    for (const pick of value?.picks ?? []) known.current.set(keyOf(pick), pick);
    const names = apart(known.current);
    const nameOf = (kind: NamedEntry['kind']) => (id: string) => names.get(keyOf({ kind, id }))?.name ?? (settled ? null : '…');
    return {
      user: nameOf('user'),
      organization: nameOf('organization'),
      role: nameOf('role'),
      pick: (named) => names.get(keyOf(named)),
      learn,
    };
  }, [value, settled, learned, learn]);
}
