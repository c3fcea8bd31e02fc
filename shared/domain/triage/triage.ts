/** An administrator's decision about findings. It never changes whether a person can order: an accepted blocking finding still blocks. */
export type TriageChange =
  /** Hides findings from the work list, with a reason, until the end of a day (`null` = without end). */
  | { readonly kind: 'accept'; readonly reason: string; readonly until: string | null }
  /** Sets the responsible party: a side, a person as free text, or both. */
  | { readonly kind: 'assign'; readonly side: 'neo' | 'amazon' | null; readonly person: string }
  /** Sets the note; an empty text deletes it. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'unassign' };

/** A finding at the time of a decision. */
export interface TriageItem {
  readonly key: string;
  /** `computeFindingEvidence` at that time. */
  readonly evidence: string;
  /** Name for the register of decisions, available after the finding is gone. */
  readonly name: string;
}

/** One decision about any number of findings. */
export interface TriageCommand {
  readonly at: string;
  readonly by: string;
  readonly change: TriageChange;
  readonly items: readonly TriageItem[];
}

type ChangeOf<K extends TriageChange['kind']> = Extract<TriageChange, { kind: K }>;

/** A valid decision about one finding: its command, and the evidence at that time. */
export interface Decision<K extends TriageChange['kind']> {
  readonly change: ChangeOf<K>;
  readonly at: string;
  readonly by: string;
  readonly item: TriageItem;
}

/** All valid decisions for one finding. */
export interface Triage {
  readonly acceptance: Decision<'accept'> | null;
  readonly assignment: Decision<'assign'> | null;
  readonly note: Decision<'note'> | null;
}

export const NO_TRIAGE: Triage = { acceptance: null, assignment: null, note: null };

/** The valid decisions after these commands (oldest first), by finding key; findings without a decision are omitted. */
export function foldTriage(commands: Iterable<TriageCommand>): Map<string, Triage> {
  const triages = new Map<string, Triage>();
  for (const command of commands) {
    for (const item of command.items) {
      const next = decide(triages.get(item.key) ?? NO_TRIAGE, command, item);
      if (next.acceptance === null && next.assignment === null && next.note === null) triages.delete(item.key);
      else triages.set(item.key, next);
    }
  }
  return triages;
}

function decide(before: Triage, { change, at, by }: TriageCommand, item: TriageItem): Triage {
  switch (change.kind) {
    case 'accept':
      return { ...before, acceptance: { change, at, by, item } };
    case 'assign':
      return { ...before, assignment: { change, at, by, item } };
    case 'note':
      return { ...before, note: change.text === '' ? null : { change, at, by, item } };
    case 'reopen':
      return { ...before, acceptance: null };
    case 'unassign':
      return { ...before, assignment: null };
  }
}

/** True until the end of the last day of an acceptance. Days are `YYYY-MM-DD`. */
export const isAcceptanceValid = ({ change: { until } }: Decision<'accept'>, today: string): boolean => until === null || today <= until;

/** The state of a finding; an expired acceptance does not count. */
export function getTriageState({ acceptance, assignment }: Triage, today: string): 'open' | 'assigned' | 'accepted' {
  if (acceptance !== null && isAcceptanceValid(acceptance, today)) return 'accepted';
  return assignment === null ? 'open' : 'assigned';
}
