import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { APPROVAL_FILE_FORMAT, approvalFileSchema } from '#shared/contract/plan/approval.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { getCurrentCaller } from '../../company/caller.ts';
import { formatPerson, getAccountName, getOperatorName } from '../../company/operator.ts';
import {
  derivePublicKey,
  generatePrivateKey,
  getKeyFingerprint,
  signApproval,
  signApprovedRequest,
} from '../../company/plan/approval-signature.ts';
import { writeContentAtomically } from '../../files/atomic-file.ts';
import { readJsonFile } from '../../files/json-file.ts';
import type { ApprovalDecision, NewApprovalRequest } from '../../storage/plan/approval-request-store.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ApprovalNotice } from '../ports.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createApprovalService } from './approval-service.ts';

/** Name of the approval key in the keychain; it is generated, never entered by a user. */
const KEY = 'approval-key';
const SHUT = Symbol('shut');

/** Throws `not-allowed` for the single user of a computer, who would approve the own plan. */
function requireTeamMember(): void {
  if (getCurrentCaller()?.member === undefined) throw new ExpectedError('not-allowed', { reason: 'no team' });
}

export const createApprovalProcedures = ({
  session,
  files,
  jobs,
  secrets,
  registerSecret,
  companyId,
  settings,
  env,
  team,
}: CompanyContext): ProceduresOf<'approval'> => {
  const service = createApprovalService(session);

  let asking: Promise<string> | null = null;
  /**
   * Returns the company's private key and creates it if missing; concurrent calls get the same key. Throws `keychain-*` if it cannot be
   * saved.
   */
  function privateKey(): Promise<string> {
    asking ??= knownOrMade().finally(() => {
      asking = null;
    });
    return asking;
  }
  async function knownOrMade(): Promise<string> {
    const known = (await secrets.get(companyId, KEY, 'session')) ?? (await fromKeychain());
    if (known !== null && known !== SHUT) return known;
    const made = generatePrivateKey();
    registerSecret(made);
    // A locked keychain may contain a key that other administrators trust. Saving would unlock the keychain and overwrite that key, so the
    // new key stays in memory.
    if (known === SHUT) await secrets.remember(companyId, KEY, made);
    else await secrets.set(companyId, KEY, made);
    return made;
  }
  /**
   * Returns the saved key, or `null` if there is none. `SHUT`: the keychain is not available and the user chose to keep secrets in memory.
   */
  async function fromKeychain(): Promise<string | null | typeof SHUT> {
    try {
      return await secrets.get(companyId, KEY, 'system');
    } catch (error) {
      if (error instanceof ExpectedError && secrets.sessionChosen()) return SHUT;
      throw error;
    }
  }
  async function identity(): Promise<{ readonly key: string; readonly publicKey: string; readonly fingerprint: string }> {
    const key = await privateKey();
    registerSecret(key);
    const publicKey = derivePublicKey(key);
    const fingerprint = getKeyFingerprint(publicKey);
    await service.noteApprovalKey(fingerprint);
    return { key, publicKey, fingerprint };
  }
  function notify({ requester, requestedBy, items, comment }: NewApprovalRequest, decision: ApprovalNotice['decision']): void {
    const companyName = session.file().company().name;
    team?.notifyApproval({ company: companyId, companyName, requester, requestedBy, items, comment, decision });
  }
  function decide(decision: ApprovalDecision): void {
    const { state, decidedBy: by, answer: comment } = decision;
    notify(service.decideRequest(decision), { state, by, comment });
  }
  return {
    async 'approval.identity'() {
      const { fingerprint, publicKey } = await identity();
      return { fingerprint, publicKey };
    },
    'approval.review': ({ token, offset, limit, language }) => service.reviewPlanFile(files.find(token), { offset, limit, language }),
    'approval.approve': ({ token, file: digest, language }) => ({
      jobId: jobs.start('plan-approve', async () => {
        const plan = files.find(token);
        const sealed = await service.sealOfPlanFile(plan);
        if (sealed.file !== digest) throw new ExpectedError('plan-changed');
        const { key, publicKey } = await identity();
        const { seal, shown, company } = sealed;
        const approved = {
          seal,
          shown,
          file: digest,
          by: formatPerson(getOperatorName(settings.get(), env), getAccountName()),
          at: new Date().toISOString(),
        };
        const content = { ...APPROVAL_FILE_FORMAT, ...approved, publicKey, signature: signApproval(key, approved) };
        const path = files.temporaryPath();
        await writeContentAtomically(path, `${JSON.stringify(content, null, 2)}\n`);
        const name = createTexts(language)('planFile.approvalName', { company });
        const file = await files.add({ path, origin: 'report', name: formatExportName(name, 'json') });
        return { token: file.token, name: file.name, bytes: file.bytes };
      }),
    }),
    async 'approval.import'({ token }) {
      const { path, name } = files.find(token);
      const parsed = safeParseUntrusted(approvalFileSchema, await readJsonFile({ path, name, maxMegabytes: 1 }));
      if (!parsed.success) throw new ExpectedError('approval-invalid');
      const answer = await service.importApproval(parsed.data);
      await files.drop(token);
      return answer;
    },
    'approval.list': service.approvals,
    async 'approval.trust'(approver) {
      await service.trustApprover(approver);
      return {};
    },
    'approval.openRequest': () => ({ request: service.openRequest() }),
    'approval.request'({ comment }) {
      requireTeamMember();
      const request = service.requestApproval(comment);
      notify(request, null);
      return { id: request.id };
    },
    async 'approval.decide'({ id, approve, comment: answer }) {
      requireTeamMember();
      if (!approve) {
        decide({ ...service.prepareDecision(id), state: 'rejected', answer, publicKey: '', signature: '' });
        return {};
      }
      const { key, publicKey } = await identity();
      const approved = service.prepareDecision(id);
      decide({ ...approved, state: 'approved', answer, publicKey, signature: signApprovedRequest(key, approved) });
      return {};
    },
    async 'approval.distrust'({ fingerprint }) {
      await service.distrustApprover(fingerprint);
      return {};
    },
  };
};
