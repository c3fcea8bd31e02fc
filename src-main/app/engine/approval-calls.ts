import { readFile } from 'node:fs/promises';
import type { CallOutput } from '#shared/contract/calls.ts';
import { planDocumentSchema } from '#shared/contract/plan-document.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { keyOf } from '#shared/domain/drafts/draft.ts';
import type { PlanDocument } from '#shared/domain/sync/document.ts';
import { phrase } from '#shared/domain/sync/phrase.ts';
import { type SecretName, secretKey } from '#shared/domain/sync/server-state.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import { fingerprintOf, isApprovalSigned } from '../approval-signature.ts';
import type { Engine, NamedFile } from './engine.ts';
import { digestOf } from './plan-digest.ts';
import type { EngineSession } from './session.ts';

type ApprovalCalls = Pick<
  Engine,
  'reviewPlanFile' | 'importApproval' | 'approvals' | 'trustApprover' | 'distrustApprover' | 'noteApprovalKey'
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
    async reviewPlanFile(file, { offset, limit }) {
      const document = await readPlanDocument(file);
      const { profile, server, readAt, madeAt, madeBy, effect, items, calls } = document;
      const byKey = new Map(items.map((item) => [item.key, item]));
      const sent = calls.map((call) => byKey.get(call.write === 'secret' ? secretKey(call.id as SecretName) : keyOf(call)));
      return {
        digest: digestOf(calls, { profileId: profile.id, server }),
        profile: { name: profile.name, kind: profile.kind },
        server,
        readAt,
        madeAt,
        madeBy,
        effect:
          effect === null
            ? null
            : { readyBefore: effect.readyBefore, readyAfter: effect.readyAfter, gains: effect.gains, loses: effect.loses },
        total: calls.length,
        items: sent.slice(offset, offset + limit).flatMap((item) =>
          item === undefined
            ? []
            : [
                {
                  section: item.section,
                  name: item.name,
                  kind: item.kind,
                  risk: item.risk,
                  sentence: item.sentence,
                  fields: item.fields.map(({ sentence }) => sentence),
                },
              ],
        ),
      };
    },
    async importApproval({ seal, by, at, publicKey, signature }) {
      const file = session.workspace();
      const approval = { seal, by, at, publicKey, signature, fingerprint: fingerprintOf(publicKey) };
      if (!isApprovalSigned(publicKey, approval, signature)) throw new ExpectedError('approval-invalid');
      file.approvals.add(approval, record('approval', 'historyLog.sentence.approval', by));
      return { seal, by, at, fingerprint: approval.fingerprint, state: plans.approvalState(approval) };
    },
    async approvals() {
      const { approvals } = session.workspace();
      return {
        standing: plans.approvalOf(plans.digest()),
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

/** A plan file as it was written. Throws `plan-file-invalid`. */
export async function readPlanDocument({ path, name }: NamedFile): Promise<PlanDocument> {
  const invalid = new ExpectedError('plan-file-invalid', { file: name });
  const text = await readFile(path, 'utf8').catch(() => {
    throw invalid;
  });
  try {
    return planDocumentSchema.parse(JSON.parse(text));
  } catch {
    throw invalid;
  }
}
