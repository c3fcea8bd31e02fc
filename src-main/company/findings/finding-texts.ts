import { type ChunkedWork, forEachInChunks } from '#shared/domain/chunks/chunked-work.ts';
import type { AmazonUser, Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import type { OrganizationTree } from '#shared/domain/directory/organizations.ts';
import { type Finding, isAboutCompany } from '#shared/domain/readiness/finding.ts';
import { getFindingName } from '#shared/domain/triage/triage-identity.ts';

/**
 * Normalized search texts of the people and accounts of a directory, one per person and account that has findings. They depend on the
 * directory only, so that later findings use them too.
 */
export class FindingTexts {
  readonly #directory: Directory;
  readonly #paths: readonly (readonly string[])[];
  readonly #tree: OrganizationTree;
  readonly #people: (string | undefined)[];
  readonly #accounts: (string | undefined)[];
  readonly #pathNames = new Map<string, string>();

  /** `paths`: the organizations of each NEO user with all ancestors, by position. */
  constructor(directory: Directory, paths: readonly (readonly string[])[], tree: OrganizationTree) {
    this.#directory = directory;
    this.#paths = paths;
    this.#tree = tree;
    this.#people = new Array(directory.neoUsers.length);
    this.#accounts = new Array(directory.amazonUsers.length);
  }

  /** Builds the texts for these findings in pieces, so that the first search is fast. */
  *prepare(findings: readonly Finding[]): ChunkedWork<void> {
    yield* forEachInChunks(findings.length, (at) => {
      const { neoIndex, amazonIndex } = findings[at] as Finding;
      this.#ofPerson(neoIndex);
      this.#ofAccount(amazonIndex);
    });
  }

  /** Whether name, kana, login ID, codes, addresses or organizations of a finding contain each of the normalized words. */
  contain(finding: Finding, words: readonly string[]): boolean {
    const person = this.#ofPerson(finding.neoIndex);
    const account = this.#ofAccount(finding.amazonIndex);
    const company = isAboutCompany(finding) ? foldForSearch(getFindingName(finding, this.#directory)) : '';
    return words.every((word) => person.includes(word) || account.includes(word) || company.includes(word));
  }

  #ofPerson(neoIndex: number): string {
    if (neoIndex < 0) return '';
    let text = this.#people[neoIndex];
    if (text === undefined) {
      const { name, kana, loginId, employeeCode, workEmail } = this.#directory.neoUsers[neoIndex] as NeoUser;
      const organizations = this.#organizationPath(neoIndex);
      text = textOf([name, name.replace(/\s/gu, ''), kana, loginId, employeeCode, workEmail, organizations]);
      this.#people[neoIndex] = text;
    }
    return text;
  }

  #ofAccount(amazonIndex: number): string {
    if (amazonIndex < 0) return '';
    let text = this.#accounts[amazonIndex];
    if (text === undefined) {
      const { name, email } = this.#directory.amazonUsers[amazonIndex] as AmazonUser;
      text = textOf([name, email]);
      this.#accounts[amazonIndex] = text;
    }
    return text;
  }

  /** Returns the names of the default organization and its ancestors as one text. */
  #organizationPath(neoIndex: number): string {
    const path = this.#paths[neoIndex] as readonly string[];
    const own = path[0] as string;
    let names = this.#pathNames.get(own);
    if (names === undefined) {
      names = path.map((id) => this.#tree.resolve(id)?.name ?? id).join('\n');
      this.#pathNames.set(own, names);
    }
    return names;
  }
}

/** A word contains no line break, so it matches within one field only. */
const textOf = (fields: readonly string[]): string => fields.map(foldForSearch).join('\n');
