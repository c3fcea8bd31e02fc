/**
 * Component number of every node; nodes that reach each other have the same number. `next` contains the edges. Iterative (Kosaraju),
 * without a depth limit; linear.
 */
export function findComponents(next: readonly (readonly number[])[]): Int32Array {
  const finished = finishingOrder(next);
  const before: number[][] = next.map(() => []);
  next.forEach((targets, from) => {
    for (const to of targets) before[to]?.push(from);
  });
  const component = new Int32Array(next.length).fill(-1);
  for (let i = finished.length - 1; i >= 0; i--) {
    const start = finished[i] as number;
    if (component[start] !== -1) continue;
    component[start] = start;
    const stack = [start];
    for (let at = stack.pop(); at !== undefined; at = stack.pop())
      for (const from of before[at] ?? []) {
        if (component[from] !== -1) continue;
        component[from] = start;
        stack.push(from);
      }
  }
  return component;
}

/** The nodes in the finishing order of a depth-first search. */
function finishingOrder(next: readonly (readonly number[])[]): number[] {
  const finished: number[] = [];
  const seen = new Uint8Array(next.length);
  for (let start = 0; start < next.length; start++) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const stack = [{ at: start, edge: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = next[top.at]?.[top.edge++];
      if (to === undefined) {
        finished.push(top.at);
        stack.pop();
      } else if (seen[to] === 0) {
        seen[to] = 1;
        stack.push({ at: to, edge: 0 });
      }
    }
  }
  return finished;
}
