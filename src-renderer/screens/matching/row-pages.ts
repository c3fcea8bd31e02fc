import type { CallOutput } from '#shared/contract/calls.ts';
import type { FindingRow } from '#shared/contract/matching.ts';
import type { Failure, Result } from '#shared/contract/result.ts';

export type RowsAnswer = CallOutput<'matching.rows'>;

/** Rows a page. One page is more than a tall screen shows, and few enough to be there within a filter's 100 ms. */
export const PAGE_ROWS = 100;
/** Pages kept in memory: 8,000 rows around the eye are enough to scroll back without asking. */
const PAGES_KEPT = 80;
/** What one call answers at most (contract of `matching.rows`). */
const MOST_A_CALL = 500;

/** Asks for one window of rows; the second function gives the call up. */
export type FetchRows = (offset: number, limit: number) => { readonly answer: Promise<Result<RowsAnswer>>; readonly giveUp: () => void };

export interface RowsView {
  readonly total: number;
  /** NEO users whom the rows are about. */
  readonly people: number;
  readonly revision: number;
  readonly triageVersion: number;
  readonly codeCounts: RowsAnswer['codeCounts'];
  readonly triageCounts: RowsAnswer['triageCounts'];
  readonly sinceCounts: RowsAnswer['sinceCounts'];
  /** Nothing has been answered yet. */
  readonly waiting: boolean;
  /** The rows on screen answer an older question; the new answer is on its way. */
  readonly stale: boolean;
  readonly error: Failure | null;
  /** Grows with every new question that was answered. */
  readonly question: number;
  /** Grows with every change of the view or its pages. */
  readonly version: number;
}

const EMPTY: RowsView = {
  total: 0,
  people: 0,
  revision: -1,
  triageVersion: -1,
  codeCounts: [],
  triageCounts: { open: 0, assigned: 0, accepted: 0, changed: 0 },
  sinceCounts: { new: 0, back: 0 },
  waiting: true,
  stale: false,
  error: null,
  question: 0,
  version: 0,
};

/**
 * The rows of one question (filter and sort), page by page. The rows of the question before stay visible until the
 * first page of the new one has come; an answer of an older revision or question is never mixed in.
 */
export class RowPages {
  #view: RowsView = EMPTY;
  #pages = new Map<number, readonly FindingRow[]>();
  #flying = new Map<number, () => void>();
  #fetch: FetchRows | null = null;
  #round = 0;
  /** First and last page on screen. */
  #sight: readonly [number, number] = [0, 0];
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): RowsView => this.#view;

  /** Starts a new question. */
  ask(fetch: FetchRows): void {
    this.stop();
    this.#fetch = fetch;
    this.#set({ stale: !this.#view.waiting, error: null });
    this.#load(0);
  }

  /** Asks for the rows in sight again after a decision. They stay until all of them have come, then change at once. */
  refresh(): void {
    const fetch = this.#fetch;
    if (fetch === null) return;
    if (this.#view.waiting || this.#view.stale) {
      this.ask(fetch);
      return;
    }
    this.stop();
    const round = this.#round;
    const [from, to] = this.#sight;
    const calls = Array.from({ length: to - from + 1 }, (_, index) => fetch((from + index) * PAGE_ROWS, PAGE_ROWS));
    calls.forEach(({ giveUp }, index) => {
      this.#flying.set(from + index, giveUp);
    });
    void Promise.all(calls.map(({ answer }) => answer)).then((results) => {
      if (round !== this.#round) return;
      const answers = results.flatMap((result) => (result.ok ? [result.value] : []));
      const [first] = answers;
      const fit = answers.every((each) => each.revision === first?.revision && each.triageVersion === first.triageVersion);
      if (first === undefined || answers.length < results.length || !fit) return this.ask(fetch);
      this.#flying.clear();
      this.#pages = new Map(answers.map((each, index) => [from + index, each.rows]));
      this.#set({ ...numbersOf(first), error: null });
    });
  }

  /**
   * The rows `first` to `last`, asked for where they are not here; `null` when the answer belongs to another version of the list,
   * or failed.
   */
  async between(first: number, last: number): Promise<readonly FindingRow[] | null> {
    const fetch = this.#fetch;
    const round = this.#round;
    const { revision, triageVersion } = this.#view;
    if (fetch === null) return null;
    const known = Array.from({ length: last - first + 1 }, (_, index) => this.row(first + index));
    if (known.every((row) => row !== undefined)) return known;
    const offsets = Array.from({ length: Math.ceil(known.length / MOST_A_CALL) }, (_, index) => first + index * MOST_A_CALL);
    const results = await Promise.all(offsets.map((offset) => fetch(offset, Math.min(MOST_A_CALL, last - offset + 1)).answer));
    if (round !== this.#round) return null;
    const rows: FindingRow[] = [];
    for (const result of results) {
      if (!result.ok || result.value.revision !== revision || result.value.triageVersion !== triageVersion) return null;
      rows.push(...result.value.rows);
    }
    return rows;
  }

  /** Gives up what is on its way; the rows stay. */
  stop(): void {
    this.#round += 1;
    for (const giveUp of this.#flying.values()) giveUp();
    this.#flying.clear();
  }

  /** Row `index` of the present view, or `undefined` while its page is on its way. */
  row(index: number): FindingRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Asks for the pages of rows `first` to `last` that are missing. While a new question waits, its first page comes first. */
  need(first: number, last: number): void {
    if (this.#view.waiting || this.#view.stale || this.#view.error !== null) return;
    const end = Math.min(last, this.#view.total - 1);
    const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
    const to = Math.max(from, Math.floor(end / PAGE_ROWS));
    this.#sight = [from, to];
    for (const page of [...this.#flying.keys()]) {
      // A fast scroll passes over pages nobody looks at any more.
      if (page < from - 1 || page > to + 1) {
        this.#flying.get(page)?.();
        this.#flying.delete(page);
      }
    }
    for (let page = from; page <= to; page++) this.#load(page);
  }

  #load(page: number): void {
    const fetch = this.#fetch;
    if (fetch === null || this.#flying.has(page) || (!this.#view.stale && this.#pages.has(page))) return;
    const round = this.#round;
    const { answer, giveUp } = fetch(page * PAGE_ROWS, PAGE_ROWS);
    this.#flying.set(page, giveUp);
    void answer.then((result) => {
      if (round !== this.#round || this.#flying.get(page) !== giveUp) return;
      this.#flying.delete(page);
      if (!result.ok) {
        if (result.error.code !== 'cancelled') this.#set({ error: result.error });
        return;
      }
      this.#take(page, result.value);
    });
  }

  #take(page: number, answer: RowsAnswer): void {
    const fresh = this.#view.waiting || this.#view.stale;
    if (!fresh && (answer.revision < this.#view.revision || answer.triageVersion < this.#view.triageVersion)) return;
    // A decision changes which rows a filter shows: windows of two versions do not fit together.
    const renewed = fresh || answer.revision !== this.#view.revision || answer.triageVersion !== this.#view.triageVersion;
    if (renewed) this.#pages = new Map();
    this.#pages.delete(page);
    this.#pages.set(page, answer.rows);
    if (this.#pages.size > PAGES_KEPT) this.#pages.delete(this.#pages.keys().next().value as number);
    this.#set({
      ...numbersOf(answer),
      waiting: false,
      stale: false,
      error: null,
      question: this.#view.question + (fresh ? 1 : 0),
    });
  }

  #set(change: Partial<RowsView>): void {
    this.#view = { ...this.#view, ...change, version: this.#view.version + 1 };
    for (const listener of this.#listeners) listener();
  }
}

/** What an answer tells beside its rows. */
const numbersOf = ({ total, people, revision, triageVersion, codeCounts, triageCounts, sinceCounts }: RowsAnswer) => ({
  total,
  people,
  revision,
  triageVersion,
  codeCounts,
  triageCounts,
  sinceCounts,
});
