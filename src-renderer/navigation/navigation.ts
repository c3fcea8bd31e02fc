import { create } from 'zustand';
import type { ListKind } from '#shared/contract/imports.ts';
import type { FindingCode } from '#shared/domain/readiness/finding.ts';
import type { FixState } from '#shared/domain/readiness/fixes.ts';
import type { StepId } from '#shared/domain/setup/guide.ts';

/** Every screen with what it may be opened with. A screen reads its own by `useParams`. */
export interface ScreenParams {
  readiness: Record<never, never>;
  orders: { readonly lastDay?: string; readonly route?: string; readonly approver?: string };
  calendar: Record<never, never>;
  matching: {
    readonly codes?: readonly FindingCode[];
    readonly organizationId?: string;
    /** Only the people who are counted under `codes` as their first closed gate. */
    readonly firstGateOnly?: boolean;
    readonly search?: string;
    /** What came, or came back, with the present run. */
    readonly since?: readonly ('new' | 'back')[];
    /** A row to open at once, of the present revision. */
    readonly row?: number;
  };
  triage: { readonly tab?: 'ledger' | 'exclusions' };
  fixes: {
    readonly tab?: 'list' | 'people' | 'neo' | 'amazon' | 'writings';
    readonly states?: readonly FixState[];
    readonly search?: string;
  };
  history: { readonly revision?: number };
  /** A step of the set-up guide to look at. */
  setup: { readonly step?: StepId };
  integration: Record<never, never>;
  rehearsal: Record<never, never>;
  /** Whose order to take through the gates, by the id in NEO. */
  people: { readonly personId?: string };
  serials: { readonly id?: string };
  invoicing: { readonly tab?: 'groups' | 'amazon' | 'coverage'; readonly id?: string };
  /** A route to open, and in it a step. */
  routes: { readonly id?: string; readonly stepId?: string };
  plan: Record<never, never>;
  /** Only what one run did. */
  changeLog: { readonly runId?: string };
  import: { readonly kind?: ListKind };
  server: Record<never, never>;
  settings: Record<never, never>;
}

export type ScreenId = keyof ScreenParams;

export interface Place<S extends ScreenId = ScreenId> {
  readonly screen: S;
  readonly params: ScreenParams[S];
  /** Distinguishes two visits of one screen, also with the same params. */
  readonly visit: number;
}

interface NavigationState {
  readonly here: Place;
  readonly past: readonly Place[];
  readonly future: readonly Place[];
}

const START: Place = { screen: 'readiness', params: {}, visit: 0 };
const KEPT = 50;

/** Where the user is. In memory only: a start of the console begins at the readiness. */
export const useNavigation = create<NavigationState>(() => ({ here: START, past: [], future: [] }));

let visits = 0;

/** Opens a screen; the place before is one step back (Alt+Left). */
export const navigate = <S extends ScreenId>(screen: S, params?: ScreenParams[S]): void => {
  visits += 1;
  const next: Place = { screen, params: params ?? {}, visit: visits };
  useNavigation.setState(({ here, past }) => ({ here: next, past: [...past, here].slice(-KEPT), future: [] }));
};

/** Opens the page of somebody on NEO's list. */
export const openPerson = (personId: string): void => navigate('people', { personId });

export const goBack = (): void =>
  useNavigation.setState((state) => {
    const before = state.past.at(-1);
    return before === undefined ? state : { here: before, past: state.past.slice(0, -1), future: [state.here, ...state.future] };
  });

export const goForward = (): void =>
  useNavigation.setState((state) => {
    const [after, ...rest] = state.future;
    return after === undefined ? state : { here: after, past: [...state.past, state.here], future: rest };
  });

/** Forgets the way here: another company, another history. */
export const restartNavigation = (screen: ScreenId = 'readiness'): void => {
  visits += 1;
  useNavigation.setState({ here: { screen, params: {}, visit: visits }, past: [], future: [] });
};

/** What the present place was opened with, if it is `screen`; else nothing. Changes with every visit. */
export const useParams = <S extends ScreenId>(screen: S): ScreenParams[S] =>
  useNavigation((state) => (state.here.screen === screen ? state.here.params : NOTHING)) as ScreenParams[S];

const NOTHING = {};
