import { type ChunkedWork, forEachInChunks, mapInChunks, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import { computeFindingEvidence, getFindingKey, getFindingName } from '#shared/domain/triage/triage-identity.ts';
import type { FindingChanges } from '../../storage/findings/history-store.ts';

/** Number of following positions of the previous result that are searched for the same finding. */
const LOOKAHEAD_ROWS = 32;

/**
 * Persistent identities of the findings of one revision. People who cannot be distinguished share one identity and its decision; `rowsOf`
 * then returns several rows.
 */
export class FindingKeys {
  readonly #directory: Directory;
  readonly #findings: readonly Finding[];
  readonly #keys: readonly string[];
  #set: ReadonlySet<string> | null = null;
  #firstRows: ReadonlyMap<string, number> | null = null;
  #otherRows: ReadonlyMap<string, readonly number[]> = new Map();
  readonly #evidence = new Map<string, string>();

  private constructor(directory: Directory, findings: readonly Finding[], keys: readonly string[]) {
    this.#directory = directory;
    this.#findings = findings;
    this.#keys = keys;
  }

  /** Like `inPieces`, at once. */
  static of(...parts: Parameters<typeof FindingKeys.inPieces>): FindingKeys {
    return runToEnd(FindingKeys.inPieces(...parts));
  }

  /** `people`: persistent identity of each NEO user, by position. `before`: previous keys, reused for unchanged findings. */
  static *inPieces(
    directory: Directory,
    people: readonly string[],
    findings: readonly Finding[],
    before: FindingKeys | null = null,
  ): ChunkedWork<FindingKeys> {
    const known = before !== null && before.#directory === directory ? before : null;
    let at = 0;
    const keys = yield* mapInChunks(findings, (finding) => {
      // Most findings are unchanged and in the same order, with a few inserted or removed.
      for (let ahead = 0; known !== null && ahead < LOOKAHEAD_ROWS; ahead++)
        if (known.#findings[at + ahead] === finding) {
          at += ahead + 1;
          return known.#keys[at - 1] as string;
        }
      return getFindingKey(finding, directory, people);
    });
    return new FindingKeys(directory, findings, keys);
  }

  /** Returns the findings that were added or removed since a previous result. */
  *changeSince(before: FindingKeys): ChunkedWork<FindingChanges> {
    const was = yield* before.#distinct();
    const is = yield* this.#distinct();
    const came = new Map<string, string>();
    yield* forEachInChunks(this.#keys.length, (row) => {
      const key = this.#keys[row] as string;
      if (!was.has(key)) came.set(key, this.nameOf(row));
    });
    const went: string[] = [];
    yield* forEachInChunks(before.#keys.length, (row) => {
      const key = before.#keys[row] as string;
      if (!is.has(key)) went.push(key);
    });
    return { came, went };
  }

  *#distinct(): ChunkedWork<ReadonlySet<string>> {
    if (this.#set !== null) return this.#set;
    const distinct = new Set<string>();
    yield* forEachInChunks(this.#keys.length, (row) => distinct.add(this.#keys[row] as string));
    this.#set = distinct;
    return distinct;
  }

  get count(): number {
    return this.#keys.length;
  }

  of(row: number): string {
    return this.#keys[row] as string;
  }

  /** The identity of each row, by position. */
  get all(): readonly string[] {
    return this.#keys;
  }

  nameOf(row: number): string {
    return getFindingName(this.#findings[row] as Finding, this.#directory);
  }

  /** Returns the rows of an identity; empty if it has none in this revision. */
  rowsOf(key: string): readonly number[] {
    const first = this.#index().get(key);
    if (first === undefined) return [];
    return [first, ...(this.#otherRows.get(key) ?? [])];
  }

  /** Returns the current evidence of an identity; `null` if it is not in this revision. */
  evidenceOf(key: string): string | null {
    let evidence = this.#evidence.get(key);
    if (evidence === undefined) {
      const rows = this.rowsOf(key);
      if (rows.length === 0) return null;
      evidence = rows
        .map((row) => computeFindingEvidence(this.#findings[row] as Finding, this.#directory))
        .sort()
        .join('+');
      this.#evidence.set(key, evidence);
    }
    return evidence;
  }

  #index(): ReadonlyMap<string, number> {
    if (this.#firstRows !== null) return this.#firstRows;
    const first = new Map<string, number>();
    const others = new Map<string, number[]>();
    this.#keys.forEach((key, row) => {
      if (!first.has(key)) first.set(key, row);
      else {
        const list = others.get(key);
        if (list) list.push(row);
        else others.set(key, [row]);
      }
    });
    this.#otherRows = others;
    this.#firstRows = first;
    return first;
  }
}
