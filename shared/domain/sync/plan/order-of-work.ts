import { GATEWAY_SECTIONS } from '../gateway-section.ts';
import { findComponents } from './circles.ts';
import type { PlanItem } from './item.ts';

/**
 * Stages of work: referenced objects first, then those that refer to them, then deletions, and last the connection to Amazon and its
 * credentials, so that no order uses incomplete settings. Project choice (docs/domain/neo.md#checks).
 */
const STAGES = { made: 0, settings: 1, people: 2, deleted: 3, integration: 4, secret: 5 } as const;

function stageOf({ section, write }: PlanItem): number {
  if (write === 'secret') return STAGES.secret;
  if (write === 'delete') return STAGES.deleted;
  if (section === 'routes' || section === 'serials') return STAGES.made;
  if (section === 'common_settings') return STAGES.settings;
  return section === 'integration' ? STAGES.integration : STAGES.people;
}

export interface OrderOfWork {
  readonly order: readonly string[];
  readonly circular: readonly string[];
}

/**
 * The items in the order of applying: after their dependencies, then by stage and plan order. Items in a cycle are ordered by stage and
 * reported. Each item occurs once. O(n log n).
 */
export function computeOrderOfWork(items: readonly PlanItem[]): OrderOfWork {
  const section = new Map(GATEWAY_SECTIONS.map((name, at) => [name, at]));
  const placed = items.map((item, at) => ({ item, at, stage: stageOf(item), section: section.get(item.section) ?? 0 }));
  const ranked = placed.sort((a, b) => a.stage - b.stage || a.section - b.section || a.at - b.at).map(({ item }) => item);
  const rank = new Map(ranked.map(({ key }, at) => [key, at]));
  const next: number[][] = ranked.map(() => []);
  ranked.forEach(({ dependsOn }, at) => {
    for (const { key } of dependsOn) next[rank.get(key) ?? -1]?.push(at);
  });
  const keys = (places: readonly number[]): string[] => places.map((at) => (ranked[at] as PlanItem).key);
  const order = topological(next);
  if (order.length === ranked.length) return { order: keys(order), circular: [] };
  const component = findComponents(next);
  const size = new Map<number, number>();
  for (const one of component) size.set(one, (size.get(one) ?? 0) + 1);
  const cut = next.map((targets, from) => targets.filter((to) => component[to] !== component[from]));
  const circular = ranked.map((_, at) => at).filter((at) => (size.get(component[at] as number) ?? 0) > 1);
  return { order: keys(topological(cut)), circular: keys(circular) };
}

/** Nodes in topological order, lowest number first; cycles and their dependents are omitted. */
function topological(next: readonly (readonly number[])[]): number[] {
  const waiting = new Int32Array(next.length);
  for (const targets of next) for (const to of targets) waiting[to] = (waiting[to] as number) + 1;
  const ready = new LowestFirst();
  waiting.forEach((count, at) => {
    if (count === 0) ready.add(at);
  });
  const order: number[] = [];
  for (let at = ready.take(); at !== null; at = ready.take()) {
    order.push(at);
    for (const to of next[at] ?? []) {
      const left = (waiting[to] as number) - 1;
      waiting[to] = left;
      if (left === 0) ready.add(to);
    }
  }
  return order;
}

/** Priority queue of numbers, smallest first. */
class LowestFirst {
  readonly #heap: number[] = [];

  add(value: number): void {
    const heap = this.#heap;
    heap.push(value);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as number) <= (heap[at] as number)) return;
      [heap[parent], heap[at]] = [heap[at] as number, heap[parent] as number];
      at = parent;
    }
  }

  take(): number | null {
    const heap = this.#heap;
    const [lowest] = heap;
    if (lowest === undefined) return null;
    const last = heap.pop() as number;
    if (heap.length === 0) return lowest;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && (heap[left] as number) < (heap[least] as number)) least = left;
      if (right < heap.length && (heap[right] as number) < (heap[least] as number)) least = right;
      if (least === at) return lowest;
      [heap[at], heap[least]] = [heap[least] as number, heap[at] as number];
      at = least;
    }
  }
}
