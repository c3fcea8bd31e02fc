import { runToEnd } from '../../chunks/chunked-work.ts';
import { findComponents } from '../plan/circles.ts';
import { addDependencies } from '../plan/dependencies.ts';
import type { ObjectItem } from '../plan/item.ts';
import { createServerState, type ServerEntry } from '../server-state.ts';

/**
 * The objects that each object must wait for, by key: NEO rejects a code or name in use and the deletion of a referenced object. `items`:
 * differences; `there`: existing objects.
 */
export function findPrerequisites(items: readonly ObjectItem[], there: readonly ServerEntry[]): ReadonlyMap<string, readonly string[]> {
  const server = createServerState({ readAt: '', complete: [], entries: there });
  return new Map(runToEnd(addDependencies(items, server)).map(({ key, dependsOn }) => [key, dependsOn.map((other) => other.key)]));
}

/** Sorts tasks so that each follows its prerequisites directly. Cycles keep their order. Linear. */
export function sortByPrerequisites<T extends { readonly key: string }>(
  tasks: readonly T[],
  waiting: ReadonlyMap<string, readonly string[]>,
): readonly T[] {
  const place = new Map(tasks.map(({ key }, at) => [key, at]));
  const before = tasks.map(({ key }) => (waiting.get(key) ?? []).flatMap((other) => place.get(other) ?? []).sort((a, b) => a - b));
  if (before.every((others) => others.length === 0)) return tasks;
  const circle = findComponents(before);
  const ordered: T[] = [];
  const isBegun = new Uint8Array(tasks.length);
  for (let start = 0; start < tasks.length; start++) {
    if (isBegun[start] === 1) continue;
    isBegun[start] = 1;
    const stack = [{ at: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const other = before[top.at]?.[top.next++];
      if (other === undefined) {
        ordered.push(tasks[top.at] as T);
        stack.pop();
      } else if (isBegun[other] === 0 && circle[other] !== circle[top.at]) {
        isBegun[other] = 1;
        stack.push({ at: other, next: 0 });
      }
    }
  }
  return ordered;
}
