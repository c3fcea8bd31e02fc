import { FINDING_CODES, type FindingCode, type Side } from '../readiness/finding.ts';
import { type ActionKind, getActionKind } from '../readiness/next-actions.ts';

/**
 * State of the work on a cause. `untracked`: it is done on Amazon's screens, so only the next list shows it. `open`: no fix is in a file.
 * `file-made`: a file contains the fixes of some of its people, or a list imported after the file still lacks them. `awaiting-import`:
 * files contain the fixes of all its people, and no list is newer. `arrived`: the current lists contain the fixes, and no person remains.
 */
export const CAUSE_STATES = ['open', 'untracked', 'file-made', 'awaiting-import', 'arrived'] as const;
export type CauseState = (typeof CAUSE_STATES)[number];

/** Who must act. `me`: a decision is needed in the console, because the evidence does not show which side is wrong. */
export const ACTORS = ['me', 'neo', 'amazon', 'person'] as const;
export type Actor = (typeof ACTORS)[number];

/** Only the invited person can accept an invitation. */
const BY_THE_PERSON: ReadonlySet<FindingCode> = new Set(['amazon-invitation-pending', 'amazon-invitation-expiring']);

export const getActor = (code: FindingCode, side: Side): Actor => (BY_THE_PERSON.has(code) ? 'person' : side === 'both' ? 'me' : side);

/** The fix of one blocked person: `awaiting` = in a file and no list is newer; `missed` = in a file, but a newer list lacks it. */
export type FixProgress = 'none' | 'adopted' | 'awaiting' | 'missed';

interface OpenFix {
  readonly state: string;
  readonly side: 'neo' | 'amazon';
  readonly written: { readonly at: string } | null;
}

/** The progress of a person's fix; `takenAt` has the time of the present list of each side, `''` = none. */
export function getFixProgress(fix: OpenFix | undefined, takenAt: Readonly<Record<'neo' | 'amazon', string>>): FixProgress {
  if (fix?.state !== 'adopted' && fix?.state !== 'written') return 'none';
  if (fix.written === null) return 'adopted';
  return takenAt[fix.side] > fix.written.at ? 'missed' : 'awaiting';
}

/** A person who cannot order, under the finding that stops the person first. */
export interface BlockedPerson {
  readonly code: FindingCode;
  readonly side: Side;
  /** The object whose change helps everyone of the cause, such as an invoice group with a wrong code; `null` = none. */
  readonly root: string | null;
  readonly progress: FixProgress;
  /** Whether the person can order, as far as checked, once the fix that can be adopted now or is adopted has arrived. */
  readonly curable: boolean;
}

export interface Cause {
  readonly kind: ActionKind;
  readonly root: string | null;
  /** In the order of `FINDING_CODES`. */
  readonly codes: readonly FindingCode[];
  readonly people: number;
  /** People by the party that must act; they add up to `people`. */
  readonly actors: Readonly<Record<Actor, number>>;
  /** People by the progress of their fix; they add up to `people`. */
  readonly progress: Readonly<Record<FixProgress, number>>;
  readonly curable: number;
  /** Fixes that the present lists show for the first time. */
  readonly arrived: number;
  readonly state: CauseState;
}

type Counted = Pick<Cause, 'kind' | 'people' | 'progress' | 'arrived'>;

/** Work on Amazon's screens for which no file is made. */
const WITHOUT_FILE: ReadonlySet<ActionKind> = new Set(['activate', 'remind', 'reinvite', 'merge', 'checkout']);

/** State of the work on a cause. */
export function getCauseState({ kind, people, progress: { none, awaiting, missed }, arrived }: Counted): CauseState {
  if (people === 0) return arrived > 0 ? 'arrived' : 'open';
  if (awaiting === people) return 'awaiting-import';
  if (awaiting + missed > 0) return 'file-made';
  return none === people && WITHOUT_FILE.has(kind) ? 'untracked' : 'open';
}

/** Causes that need work come first. */
const RANK: Readonly<Record<CauseState, number>> = { open: 0, untracked: 0, 'file-made': 0, 'awaiting-import': 1, arrived: 2 };

/**
 * Groups people who cannot order by cause, and adds causes that the present lists show as resolved. Each person counts once. Causes that
 * need work come first, then by people; equal ones keep the order of `FINDING_CODES`. `arrived`: codes of the fixes that arrived.
 */
export function groupCauses(people: Iterable<BlockedPerson>, arrived: Iterable<FindingCode>): readonly Cause[] {
  const causes = new Map<string, Draft>();
  const causeOf = (kind: ActionKind, root: string | null): Draft => {
    const key = JSON.stringify([kind, root]);
    const known = causes.get(key);
    if (known !== undefined) return known;
    const cause = createDraft(kind, root);
    causes.set(key, cause);
    return cause;
  };
  for (const { code, side, root, progress, curable } of people) {
    const kind = getActionKind(code);
    if (kind === null) continue;
    const cause = causeOf(kind, root);
    cause.codes.add(code);
    cause.people++;
    cause.actors[getActor(code, side)]++;
    cause.progress[progress]++;
    if (curable) cause.curable++;
  }
  for (const code of arrived) {
    const kind = getActionKind(code);
    if (kind === null) continue;
    const cause = causeOf(kind, null);
    cause.codes.add(code);
    cause.arrived++;
  }
  const places = new Map(FINDING_CODES.map((code, at) => [code, at]));
  const place = (code: FindingCode): number => places.get(code) as number;
  return [...causes.values()]
    .map((cause): Cause => ({ ...cause, codes: [...cause.codes].sort((a, b) => place(a) - place(b)), state: getCauseState(cause) }))
    .sort(
      (a, b) =>
        RANK[a.state] - RANK[b.state] ||
        b.people - a.people ||
        place(a.codes[0] as FindingCode) - place(b.codes[0] as FindingCode) ||
        compareRoots(a.root, b.root),
    );
}

interface Draft {
  readonly kind: ActionKind;
  readonly root: string | null;
  readonly codes: Set<FindingCode>;
  people: number;
  readonly actors: Record<Actor, number>;
  readonly progress: Record<FixProgress, number>;
  curable: number;
  arrived: number;
}

const createDraft = (kind: ActionKind, root: string | null): Draft => ({
  kind,
  root,
  codes: new Set(),
  people: 0,
  actors: { me: 0, neo: 0, amazon: 0, person: 0 },
  progress: { none: 0, adopted: 0, awaiting: 0, missed: 0 },
  curable: 0,
  arrived: 0,
});

/** By code units, because roots are identifiers. */
const compareRoots = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0);

/** Work that can be done today: causes with people whose fix can be put into a file now, and these people. */
export function countToday(causes: readonly Cause[]): { readonly causes: number; readonly people: number } {
  const today = causes.filter(({ curable }) => curable > 0);
  return { causes: today.length, people: today.reduce((sum, { curable }) => sum + curable, 0) };
}
