import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import { findingEvidence, findingKey, findingName } from '#shared/domain/readiness/triage-identity.ts';

/**
 * The lasting identities of one revision's findings. People whom nothing tells apart share one identity, and so one decision:
 * `rowsOf` then has several rows.
 */
export class FindingKeys {
  readonly #directory: Directory;
  readonly #findings: readonly Finding[];
  readonly #keys: readonly string[];
  #firstRows: ReadonlyMap<string, number> | null = null;
  #otherRows: ReadonlyMap<string, readonly number[]> = new Map();
  readonly #evidence = new Map<string, string>();

  /** `people`: the lasting identity of each NEO user, by place. */
  constructor(directory: Directory, people: readonly string[], findings: readonly Finding[]) {
    this.#directory = directory;
    this.#findings = findings;
    this.#keys = findings.map((finding) => findingKey(finding, directory, people));
  }

  get count(): number {
    return this.#keys.length;
  }

  of(row: number): string {
    return this.#keys[row] as string;
  }

  /** Whom each identity is about. */
  names(): ReadonlyMap<string, string> {
    return new Map(this.#keys.map((key, row) => [key, this.nameOf(row)]));
  }

  nameOf(row: number): string {
    return findingName(this.#findings[row] as Finding, this.#directory);
  }

  /** The rows of an identity; empty when the revision does not have it. */
  rowsOf(key: string): readonly number[] {
    const first = this.#index().get(key);
    if (first === undefined) return [];
    return [first, ...(this.#otherRows.get(key) ?? [])];
  }

  /** What is seen under an identity now; `null` when the revision does not have it. */
  evidenceOf(key: string): string | null {
    let evidence = this.#evidence.get(key);
    if (evidence === undefined) {
      const rows = this.rowsOf(key);
      if (rows.length === 0) return null;
      evidence = rows
        .map((row) => findingEvidence(this.#findings[row] as Finding, this.#directory))
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
