/** What a company's server turned out to be when it was last asked; a start asks anew. */
export interface ServerKinds {
  of(profile: string): 'gateway' | 'stock-neo' | null;
  note(profile: string, kind: 'gateway' | 'stock-neo'): void;
}

export function createServerKinds(): ServerKinds {
  const kinds = new Map<string, 'gateway' | 'stock-neo'>();
  return { of: (profile) => kinds.get(profile) ?? null, note: (profile, kind) => void kinds.set(profile, kind) };
}
