import type { CloudReason } from '#shared/domain/integration/connection-test/connection-reasons-cloud.ts';
import type { DirectoryReason } from '#shared/domain/integration/connection-test/connection-reasons-directory.ts';
import type { ConnectionFacts } from '#shared/domain/integration/connection-test/connection-test.ts';

/** A named failure of the company directory above TCP and TLS (those throw `NetworkProblem`). Never contains a secret. */
export class DirectoryProblem extends Error {
  readonly reason: DirectoryReason | CloudReason;
  readonly params: ConnectionFacts;

  constructor(reason: DirectoryReason | CloudReason, params: ConnectionFacts = {}) {
    super(reason);
    this.name = 'DirectoryProblem';
    this.reason = reason;
    this.params = params;
  }
}
