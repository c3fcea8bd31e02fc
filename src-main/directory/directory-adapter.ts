import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import type { CloudReason } from '#shared/domain/integration/connection-test/connection-reasons-cloud.ts';
import type { DirectoryReason } from '#shared/domain/integration/connection-test/connection-reasons-directory.ts';
import type { DirectoryLayer, LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';

/** People read so far. `entries` is the number of distinct entries that the server sent. */
export interface DirectoryPeople {
  readonly people: readonly DirectoryPerson[];
  readonly entries: number;
  /** Number of entries without address, login, code and name. */
  readonly leftOut: number;
  /** Number of references to other servers, which are not followed. */
  readonly referrals: number;
}

/** The directory's secret, if it may be sent to this server: a password, a client secret or a key. */
export type DirectoryPassword = { readonly kind: 'password'; readonly value: string } | { readonly kind: 'none' | 'of-another-server' };

/** A company directory of any kind, with everything that is needed to read it. Nothing is ever written to a directory. */
export interface DirectoryAdapter {
  /** Name for messages and as the source of the list. */
  readonly name: string;
  /** Reason for an answer without people. */
  readonly noPeople: DirectoryReason | CloudReason;
  /** Masks the secret in a text from the server. */
  mask(text: string): string;
  /** Returns all people or throws `NetworkProblem`, `DirectoryProblem` or the signal's reason; never a part of them. */
  readPeople(signal: AbortSignal, onProgress: (entries: number) => void): Promise<DirectoryPeople>;
  /** Tests layer by layer, each layer of its kind once, in order. Reads at most one page. Throws only the signal's reason. */
  testLayers(signal: AbortSignal): AsyncGenerator<LayerResult<DirectoryLayer>, void, void>;
}
