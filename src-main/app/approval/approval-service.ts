import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { ApprovalFile } from '#shared/contract/plan/approval.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import type { NamedFile } from '../../company/lists/list-file.ts';
import { getKeyFingerprint, isApprovalSignatureValid } from '../../company/plan/approval-signature.ts';
import { readPlanDocument } from '../../company/plan/plan-document-file.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
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
      return { seal, by, at, fingerprint: approval.fingerprint, state: plans.approvalState(approval) };
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
          return { seal, by, at, fingerprint, state: plans.approvalState(one) };
        }),
      };
    },
    async trustApprover({ fingerprint, name }) {
      const { approvals } = session.file();
      const known = approvals.approvals().find((one) => one.fingerprint === fingerprint);
      if (known === undefined) throw new ExpectedError('approval-key-unknown');
      if (plans.approvalState(known) === 'own-key') throw new ExpectedError('approval-own-key');
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
