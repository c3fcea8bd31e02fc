/** What a company's server turned out to be when it was last asked; a start asks anew. */
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
