/** The kind of server detected by the last request; unknown after a restart. */
export interface ServerKindMemory {
  known(): 'gateway' | 'stock-neo' | null;
  note(kind: 'gateway' | 'stock-neo'): void;
}

export function createServerKindMemory(): ServerKindMemory {
  let known: ReturnType<ServerKindMemory['known']> = null;
  return {
    known: () => known,
    note(kind) {
      known = kind;
    },
  };
}
