import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { ApprovalFile } from '#shared/contract/plan/approval.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { getCallerId } from '../../company/caller.ts';
import type { NamedFile } from '../../company/lists/list-file.ts';
import { type ApprovedRequest, getKeyFingerprint, isApprovalSignatureValid } from '../../company/plan/approval-signature.ts';
import { getApprovalState, LATEST_REQUESTS } from '../../company/plan/plan-approvals.ts';
import type { CachedPlan } from '../../company/plan/plan-cache.ts';
import { readPlanDocument } from '../../company/plan/plan-document-file.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
import type { ApprovalDecision, ApprovalRequest, NewApprovalRequest } from '../../storage/plan/approval-request-store.ts';
import { describePlan, getApprovalHashes } from './plan-review.ts';

/** Approvals by a second administrator. Uses public keys only; the host signs with the private key. */
export interface ApprovalService {
  reviewPlanFile(
    file: NamedFile,
    window: { readonly offset: number; readonly limit: number; readonly language: 'ja' | 'en' },
  ): Promise<CallOutput<'approval.review'>>;
  /** Returns the seal that an approval of a plan file signs. Throws like `reviewPlanFile`. */
  sealOfPlanFile(
    file: NamedFile,
  ): Promise<{ readonly seal: string; readonly shown: string; readonly file: string; readonly company: string }>;
  importApproval(approval: ApprovalFile): Promise<CallOutput<'approval.import'>>;
  approvals(): Promise<CallOutput<'approval.list'>>;
  trustApprover(approver: CallParsedInput<'approval.trust'>): Promise<void>;
  distrustApprover(fingerprint: string): Promise<void>;
  /** The request that can be decided; `null` = none, also if the plan was changed since. */
  openRequest(): CallOutput<'approval.openRequest'>['request'];
  /** Requests the approval of the selected plan and returns the request. Throws `plan-not-read` and `approval-plan-empty`. */
  requestApproval(comment: string): NewApprovalRequest;
  /**
   * Returns the content of a decision about a request by the caller. Throws `approval-request-closed`, `approval-own-request` and
   * `plan-changed`.
   */
  prepareDecision(id: string): ApprovedRequest;
  /** Saves a decision about an open request, which is returned. */
  decideRequest(decision: ApprovalDecision): ApprovalRequest;
  /** Stores the fingerprint of this company's own approval key. */
  noteApprovalKey(fingerprint: string): Promise<void>;
}
type Approval = CallOutput<'approval.list'>['approvals'][number];

export function createApprovalService(session: CompanySession): ApprovalService {
  const { plans } = session;

  const record = (kind: HistoryRecord['kind'], key: string, name: string): HistoryRecord => ({
    ...EMPTY_EVENT_FIELDS,
    at: session.timestamp(),
    by: session.operator,
    kind,
    name,
    sentence: createPhrase(key, { name }),
  });

  const listRequests = (planned: CachedPlan | null): CallOutput<'approval.list'>['requests'] =>
    session
      .file()
      .approvalRequests.list(LATEST_REQUESTS)
      .map((request) => {
        const { id, state, items, requester, requestedBy, requestedAt, comment, decidedBy: by, decidedAt: at, answer } = request;
        return {
          id,
          state,
          requestedBy,
          requestedAt,
          comment,
          items,
          isCurrent: request.seal === planned?.digest,
          isOwn: requester === getCallerId(),
          decision: at === '' ? null : { by, at, comment: answer },
        };
      });

  return {
    async reviewPlanFile(file, { offset, limit, language }) {
      const plan = await readPlanDocument(file);
      // For a plan of this company, the console's own names replace those in the file.
      const isOwn = session.file().company().id === plan.document.company.id;
      return describePlan(plan, { offset, limit, language }, isOwn ? createPlanNames(session) : null);
    },
    async sealOfPlanFile(file) {
      const { document } = await readPlanDocument(file);
      return { ...getApprovalHashes(document), company: document.company.name };
    },
    async importApproval({ seal, shown, file, by, at, publicKey, signature }) {
      const { approvals } = session.file();
      const approval = { seal, shown, file, by, at, publicKey, signature, fingerprint: getKeyFingerprint(publicKey) };
      if (!isApprovalSignatureValid(publicKey, approval, signature)) throw new ExpectedError('approval-invalid');
      approvals.add(approval, record('approval', 'historyLog.sentence.approval', by));
      return { seal, by, at, fingerprint: approval.fingerprint, state: getApprovalState(session, approval) };
    },
    async approvals() {
      const { approvals } = session.file();
      const planned = plans.planned();
      return {
        standing: planned === null ? 'none' : plans.approvalOf(planned),
        required: plans.policy().policy.approvalRequired,
        approvers: approvals.approvers().map(({ fingerprint, name, addedAt, addedBy }) => ({ fingerprint, name, addedAt, addedBy })),
        approvals: approvals.approvals().map((one): Approval => {
          const { seal, by, at, fingerprint } = one;
          return { seal, by, at, fingerprint, state: getApprovalState(session, one) };
        }),
        requests: listRequests(planned),
      };
    },
    openRequest() {
      const open = session
        .file()
        .approvalRequests.list(LATEST_REQUESTS)
        .find(({ state, seal }) => state === 'open' && seal === plans.digest());
      if (open === undefined) return null;
      const { id, requestedBy, items, requester } = open;
      return { id, requestedBy, items, isOwn: requester === getCallerId() };
    },
    requestApproval(comment) {
      const planned = plans.requirePlanned();
      if (planned.selection.size === 0) throw new ExpectedError('approval-plan-empty');
      const request = {
        id: randomUUID(),
        seal: planned.digest,
        items: planned.selection.size,
        requester: getCallerId(),
        requestedBy: session.operator,
        requestedAt: session.timestamp(),
        comment,
      };
      session.file().approvalRequests.add(request, record('approval', 'historyLog.sentence.approvalRequest', session.operator));
      return request;
    },
    prepareDecision(id) {
      const request = session
        .file()
        .approvalRequests.list(LATEST_REQUESTS)
        .find((one) => one.id === id && one.state === 'open');
      if (request === undefined) throw new ExpectedError('approval-request-closed');
      const approver = getCallerId();
      if (request.requester === approver) throw new ExpectedError('approval-own-request');
      const { seal, requester } = request;
      const planned = plans.requirePlanned();
      if (planned.digest !== seal) throw new ExpectedError('plan-changed');
      // The decision covers what the approver sees, which may have changed since the request.
      const shown = plans.shownOf(planned);
      return { id, seal, shown, requester, approver, decidedBy: session.operator, decidedAt: session.timestamp() };
    },
    decideRequest(decision) {
      const sentence = decision.state === 'approved' ? 'historyLog.sentence.approvalGiven' : 'historyLog.sentence.approvalRejected';
      const { approvalRequests } = session.file();
      approvalRequests.decide(decision, record('approval', sentence, decision.decidedBy));
      return approvalRequests.list(LATEST_REQUESTS).find(({ id }) => id === decision.id) as ApprovalRequest;
    },
    async trustApprover({ fingerprint, name }) {
      const { approvals } = session.file();
      const known = approvals.approvals().find((one) => one.fingerprint === fingerprint);
      if (known === undefined) throw new ExpectedError('approval-key-unknown');
      if (getApprovalState(session, known) === 'own-key') throw new ExpectedError('approval-own-key');
      const { publicKey } = known;
      const approver = { fingerprint, publicKey, name, addedAt: session.timestamp(), addedBy: session.operator };
      await session.trust.change(() => approvals.trust(approver, record('approver', 'historyLog.sentence.trust', name)));
    },
    async distrustApprover(fingerprint) {
      const { approvals } = session.file();
      const known = approvals.approvers().find((one) => one.fingerprint === fingerprint);
      if (known === undefined) throw new ExpectedError('approval-key-unknown');
      await session.trust.change(() => approvals.distrust(fingerprint, record('approver', 'historyLog.sentence.distrust', known.name)));
    },
    async noteApprovalKey(fingerprint) {
      const { approvals } = session.file();
      if (approvals.ownKey() !== fingerprint) await session.trust.change(() => approvals.noteOwnKey(fingerprint));
    },
  };
}
