import type { Failure, Result } from '#shared/contract/call/result.ts';

/** Rows per window: more than a tall screen shows, and few enough to load within the 100 ms of a filter change. */
export const WINDOW_ROWS = 100;
/** Windows kept in memory: 8,000 rows around the visible ones allow scrolling back without requests. */
const WINDOWS_KEPT = 80;
/** Maximum number of rows per call. */
const MAX_ROWS_PER_CALL = 500;

/** A window of rows in a call's answer. */
export interface RowWindow<R> {
  readonly rows: readonly R[];
  /** Number of rows of the whole list. */
  readonly total: number;
  /** Numbers that increase with every change of the list; windows of two versions cannot be combined. */
  readonly version: readonly number[];
}

/** Requests one window of rows; the second function aborts the request. */
export type FetchWindow<A> = (offset: number, limit: number) => { readonly answer: Promise<Result<A>>; readonly giveUp: () => void };

/** The loaded part of the list. */
export interface RowsView<A> {
  /** The last answer with its additional data. */
  readonly answer: A | undefined;
  readonly total: number;
  /** Nothing has been answered yet. */
  readonly waiting: boolean;
  /** The visible rows belong to an older query; the new answer is pending. */
  readonly stale: boolean;
  readonly error: Failure | null;
  /** Incremented for each new query that was answered. */
  readonly question: number;
  /** Incremented with every change of the view or its rows. */
  readonly round: number;
}

/**
 * The rows of one query (filter and sort), window by window. Rows of the former query stay visible until the first window of the new one
 * has arrived; answers of different versions or queries are never mixed.
 */
export class WindowedRows<A, R> {
  #view: RowsView<A> = { answer: undefined, total: 0, waiting: true, stale: false, error: null, question: 0, round: 0 };
  #version: readonly number[] = [];
  #windows = new Map<number, readonly R[]>();
  #flying = new Map<number, () => void>();
  #fetch: FetchWindow<A> | null = null;
  /** The query whose answer is in the view. */
  #answered: FetchWindow<A> | null = null;
  #asked = 0;
  /** First and last visible window. */
  #sight: readonly [number, number] = [0, 0];
  readonly #read: (answer: A) => RowWindow<R>;
  readonly #listeners = new Set<() => void>();

  constructor(read: (answer: A) => RowWindow<R>) {
    this.#read = read;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): RowsView<A> => this.#view;

  /** Returns whether this query is shown or pending. */
  asks(fetch: FetchWindow<A>): boolean {
    return this.#fetch === fetch;
  }

  /** Starts a query; passing the same function again requests a newer answer to the same query. */
  ask(fetch: FetchWindow<A>): void {
    this.stop();
    this.#fetch = fetch;
    this.#set({ stale: !this.#view.waiting, error: null });
    this.#load(0);
  }

  /** Reloads the visible rows after a change; they are replaced all at once. */
  refresh(): void {
    const fetch = this.#fetch;
    if (fetch === null) return;
    if (this.#view.waiting || this.#view.stale) {
      this.ask(fetch);
      return;
    }
    this.stop();
    const asked = this.#asked;
    const [from, to] = this.#sight;
    const calls = Array.from({ length: to - from + 1 }, (_, index) => fetch((from + index) * WINDOW_ROWS, WINDOW_ROWS));
    calls.forEach(({ giveUp }, index) => {
      this.#flying.set(from + index, giveUp);
    });
    void Promise.all(calls.map(({ answer }) => answer)).then((results) => {
      if (asked !== this.#asked) return;
      const answers = results.flatMap((result) => (result.ok ? [result.value] : []));
      const [first] = answers;
      if (first === undefined || answers.length < results.length) return this.ask(fetch);
      const windows = answers.map(this.#read);
      const { version, total } = windows[0] as RowWindow<R>;
      if (!windows.every((each) => isSame(each.version, version) && each.total === total)) return this.ask(fetch);
      this.#flying.clear();
      this.#version = version;
      this.#windows = new Map(windows.map((each, index) => [from + index, each.rows]));
      this.#set({ answer: first, total, error: null });
    });
  }

  /** Rows `first` to `last`, loaded if needed; `null` if the list has another version or the request failed. */
  async between(first: number, last: number): Promise<readonly R[] | null> {
    const fetch = this.#fetch;
    const asked = this.#asked;
    const version = this.#version;
    if (fetch === null) return null;
    const known = Array.from({ length: last - first + 1 }, (_, index) => this.row(first + index));
    if (known.every((row) => row !== undefined)) return known;
    const offsets = Array.from({ length: Math.ceil(known.length / MAX_ROWS_PER_CALL) }, (_, index) => first + index * MAX_ROWS_PER_CALL);
    const results = await Promise.all(offsets.map((offset) => fetch(offset, Math.min(MAX_ROWS_PER_CALL, last - offset + 1)).answer));
    if (asked !== this.#asked) return null;
    const rows: R[] = [];
    for (const result of results) {
      if (!result.ok) return null;
      const window = this.#read(result.value);
      if (!isSame(window.version, version)) return null;
      rows.push(...window.rows);
    }
    return rows;
  }

  /** Aborts requests; loaded rows stay. */
  stop(): void {
    this.#asked += 1;
    for (const giveUp of this.#flying.values()) giveUp();
    this.#flying.clear();
  }

  /** Row `index` of the current list; `undefined` while its window is loading. */
  row(index: number): R | undefined {
    return this.#windows.get(Math.floor(index / WINDOW_ROWS))?.[index % WINDOW_ROWS];
  }

  /** Loads the missing windows of rows `first` to `last`. Does nothing while a new query is pending or after a failure. */
  need(first: number, last: number): void {
    if (this.#view.waiting || this.#view.stale || this.#view.error !== null) return;
    const end = Math.min(last, this.#view.total - 1);
    const from = Math.floor(Math.max(0, first) / WINDOW_ROWS);
    const to = Math.max(from, Math.floor(end / WINDOW_ROWS));
    this.#sight = [from, to];
    for (const window of [...this.#flying.keys()]) {
      // Abort requests for windows that were scrolled past.
      if (window < from - 1 || window > to + 1) {
        this.#flying.get(window)?.();
        this.#flying.delete(window);
      }
    }
    for (let window = from; window <= to; window++) this.#load(window);
  }

  #load(window: number): void {
    const fetch = this.#fetch;
    if (fetch === null || this.#flying.has(window) || (!this.#view.stale && this.#windows.has(window))) return;
    const asked = this.#asked;
    const { answer, giveUp } = fetch(window * WINDOW_ROWS, WINDOW_ROWS);
    this.#flying.set(window, giveUp);
    void answer.then((result) => {
      if (asked !== this.#asked || this.#flying.get(window) !== giveUp) return;
      this.#flying.delete(window);
      if (!result.ok) {
        if (result.error.code !== 'cancelled') this.#set({ error: result.error });
        return;
      }
      this.#take(window, result.value);
    });
  }

  #take(window: number, answer: A): void {
    const { rows, total, version } = this.#read(answer);
    const fresh = this.#view.waiting || this.#view.stale;
    if (!fresh && isOlder(version, this.#version)) return;
    // A different total means a different list, even without a version.
    if (fresh || !isSame(version, this.#version) || total !== this.#view.total) this.#windows = new Map();
    this.#version = version;
    this.#windows.delete(window);
    this.#windows.set(window, rows);
    if (this.#windows.size > WINDOWS_KEPT) this.#windows.delete(this.#windows.keys().next().value as number);
    const question = this.#view.question + (this.#answered === this.#fetch ? 0 : 1);
    this.#answered = this.#fetch;
    this.#set({ answer, total, waiting: false, stale: false, error: null, question });
  }

  #set(change: Partial<RowsView<A>>): void {
    this.#view = { ...this.#view, ...change, round: this.#view.round + 1 };
    for (const listener of this.#listeners) listener();
  }
}

const isSame = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((part, at) => part === b[at]);
const isOlder = (a: readonly number[], b: readonly number[]): boolean => a.some((part, at) => part < (b[at] ?? part));
