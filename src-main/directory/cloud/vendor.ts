import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import type { CloudDirectory, CloudServers } from '#shared/domain/integration/cloud-directory.ts';
import type { ConnectionFacts } from '#shared/domain/integration/connection-test/connection-test.ts';
import type { JsonAnswer } from '../../network/json-http.ts';
import type { DirectoryProblem } from '../directory-problem.ts';

export type CloudAnswer = JsonAnswer;

/** A request for an access token, sent as a form. */
export interface TokenRequest {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
}

/** One entry of a page. `person`: `null` if it has no address, login, code or name. */
export interface CloudEntry {
  readonly id: string;
  readonly person: DirectoryPerson | null;
}

export interface CloudPage {
  readonly entries: readonly CloudEntry[];
  /** Address of the next page; `null` = this is the last one. */
  readonly next: string | null;
}

/** The parts of a cloud directory that differ between vendors. All functions are pure. */
export interface CloudVendor<Directory extends CloudDirectory> {
  /** Returns a problem of settings or secret that is visible without a request; `null` = none. */
  settingsProblem(directory: Directory, secret: string): DirectoryProblem | null;
  tokenRequest(directory: Directory, secret: string, servers: CloudServers, now: number): TokenRequest;
  /** Returns the problem of a refused token request. `message`: the vendor's text, masked and shortened. */
  tokenProblem(answer: CloudAnswer, message: string): DirectoryProblem;
  firstPage(directory: Directory, servers: CloudServers): string;
  /** Returns the page; `null` = the answer has another shape. `url`: address of this page. */
  readPage(body: unknown, url: string): CloudPage | null;
  /** Returns the problem of a refused page. A refusal that only asks to wait is `null`. */
  pageProblem(answer: CloudAnswer, message: string): DirectoryProblem | null;
  /** Returns the vendor's own text in an error response; `''` = none. */
  errorText(body: unknown): string;
  /** Names of the vendor's properties for the fields that are most important for matching people. */
  readonly wanted: ConnectionFacts;
}
