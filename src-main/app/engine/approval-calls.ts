import type { CallOutput } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { phrase } from '#shared/domain/sync/phrase.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import { fingerprintOf, isApprovalSigned } from '../approval-signature.ts';
import type { Engine } from './engine.ts';
import { readPlanDocument, sealOf, tellPlan } from './plan-review.ts';
import { namesFor } from './plan-words.ts';
import type { EngineSession } from './session.ts';

type ApprovalCalls = Pick<
  Engine,
  'reviewPlanFile' | 'sealOfPlanFile' | 'importApproval' | 'approvals' | 'trustApprover' | 'distrustApprover' | 'noteApprovalKey'
>;
type Approval = CallOutput<'approval.list'>['approvals'][number];

/** The engine's calls about a second administrator's approvals. It knows public keys only; signing is the host's. */
export function approvalCalls(session: EngineSession): ApprovalCalls {
  const { plans } = session;

  const record = (kind: HistoryRecord['kind'], key: string, name: string): HistoryRecord => ({
    at: session.timestamp(),
    by: session.operator,
    kind,
    section: null,
    id: '',
    name,
    sentence: phrase(key, { name }),
    reason: '',
    runId: null,
    requestId: null,
    before: null,
    after: null,
  });

  return {
    async reviewPlanFile(file, { offset, limit, language }) {
      const plan = await readPlanDocument(file);
      // What this console knows of its own company counts before what a file says.
      const isOwn = session.workspace().profile().id === plan.document.profile.id;
      return tellPlan(plan, { offset, limit, language }, isOwn ? namesFor(session) : null);
    },
    async sealOfPlanFile(file) {
      const { document } = await readPlanDocument(file);
      return { ...sealOf(document), profile: document.profile.name };
    },
    async importApproval({ seal, shown, file, by, at, publicKey, signature }) {
      const { approvals } = session.workspace();
      const approval = { seal, shown, file, by, at, publicKey, signature, fingerprint: fingerprintOf(publicKey) };
      if (!isApprovalSigned(publicKey, approval, signature)) throw new ExpectedError('approval-invalid');
      approvals.add(approval, record('approval', 'historyLog.sentence.approval', by));
      return { seal, by, at, fingerprint: approval.fingerprint, state: plans.approvalState(approval) };
    },
    async approvals() {
      const { approvals } = session.workspace();
      const planned = plans.planned();
      return {
        standing: planned === null ? 'none' : plans.approvalOf(planned),
        required: plans.policy().policy.approvalRequired,
        approvers: approvals.approvers().map(({ fingerprint, name, addedAt, addedBy }) => ({ fingerprint, name, addedAt, addedBy })),
        approvals: approvals.approvals().map((one): Approval => {
          const { seal, by, at, fingerprint } = one;
          return { seal, by, at, fingerprint, state: plans.approvalState(one) };
        }),
      };
    },
    async trustApprover({ fingerprint, name }) {
      const { approvals } = session.workspace();
      const known = approvals.approvals().find((one) => one.fingerprint === fingerprint);
      if (known === undefined) throw new ExpectedError('approval-key-unknown');
      if (plans.approvalState(known) === 'own-key') throw new ExpectedError('approval-own-key');
      const { publicKey } = known;
      approvals.trust(
        { fingerprint, publicKey, name, addedAt: session.timestamp(), addedBy: session.operator },
        record('approver', 'historyLog.sentence.trust', name),
      );
    },
    async distrustApprover(fingerprint) {
      const { approvals } = session.workspace();
      const known = approvals.approvers().find((one) => one.fingerprint === fingerprint);
      if (known === undefined) throw new ExpectedError('approval-key-unknown');
      approvals.distrust(fingerprint, record('approver', 'historyLog.sentence.distrust', known.name));
    },
    async noteApprovalKey(fingerprint) {
      session.workspace().approvals.noteOwnKey(fingerprint);
    },
  };
}
