import type { CallOutput } from '#shared/contract/calls.ts';
import type { FindingRow } from '#shared/contract/matching.ts';
import type { Failure, Result } from '#shared/contract/result.ts';

export type RowsAnswer = CallOutput<'matching.rows'>;

/** Rows a page. One page is more than a tall screen shows, and few enough to be there within a filter's 100 ms. */
export const PAGE_ROWS = 100;
/** Pages kept in memory: 8,000 rows around the eye are enough to scroll back without asking. */
const PAGES_KEPT = 80;

/** Asks for one window of rows; the second function gives the call up. */
export type FetchRows = (offset: number, limit: number) => { readonly answer: Promise<Result<RowsAnswer>>; readonly giveUp: () => void };

export interface RowsView {
  readonly total: number;
  readonly revision: number;
  readonly triageVersion: number;
  readonly codeCounts: RowsAnswer['codeCounts'];
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
  revision: -1,
  triageVersion: -1,
  codeCounts: [],
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
    const to = Math.floor(end / PAGE_ROWS);
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
      total: answer.total,
      revision: answer.revision,
      triageVersion: answer.triageVersion,
      codeCounts: answer.codeCounts,
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
