/** The kind of server detected by the last request; unknown after a restart. */
export interface ServerKind {
  known(): 'gateway' | 'stock-neo' | null;
  note(kind: 'gateway' | 'stock-neo'): void;
}

export function createServerKind(): ServerKind {
  let known: ReturnType<ServerKind['known']> = null;
  return {
    known: () => known,
    note(kind) {
      known = kind;
    },
  };
}
