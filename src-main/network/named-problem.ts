import type { ConnectionFacts, ConnectionReasonId } from '#shared/domain/integration/connection-test/connection-test.ts';

/** A named failure of a vendor's protocol above TCP and TLS (those throw `NetworkProblem`). Never contains a secret. */
export abstract class NamedProblem<Reason extends ConnectionReasonId = ConnectionReasonId> extends Error {
  readonly reason: Reason;
  readonly params: ConnectionFacts;

  constructor(reason: Reason, params: ConnectionFacts = {}) {
    super(reason);
    this.name = new.target.name;
    this.reason = reason;
    this.params = params;
  }
}
