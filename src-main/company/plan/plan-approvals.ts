import type { GuardFacts } from '#shared/domain/sync/guards/guard-types.ts';
import type { ApprovalRequest } from '../../storage/plan/approval-request-store.ts';
import type { StoredApproval } from '../../storage/plan/approval-store.ts';
import { getCallerId } from '../caller.ts';
import type { CompanySource } from '../company-source.ts';
import { getKeyFingerprint, isApprovalSignatureValid, isRequestSignatureValid } from './approval-signature.ts';

/** Validity of an approval, before and after its timestamp. */
const APPROVAL_MS = 14 * 24 * 3_600_000;
/** Tolerance for clock differences between machines. */
const CLOCKS_DIFFER_MS = 3_600_000;
/** Number of requests that are considered; an older one has expired or was replaced. */
export const LATEST_REQUESTS = 20;

type Approvals = Pick<CompanySource, 'file' | 'now'>;

/** Returns whether an approval by file is valid, regardless of the plan it belongs to. */
export function getApprovalState(source: Approvals, approval: StoredApproval): 'valid' | 'own-key' | 'unknown-key' | 'broken' | 'expired' {
  const { at, fingerprint, publicKey, signature } = approval;
  const { approvals } = source.file();
  if (!isApprovalSignatureValid(publicKey, approval, signature) || getKeyFingerprint(publicKey) !== fingerprint) return 'broken';
  if (approvals.ownKey() === fingerprint) return 'own-key';
  if (!approvals.approvers().some((one) => one.publicKey === publicKey)) return 'unknown-key';
  return isWithinTime(source, at) ? 'valid' : 'expired';
}

/**
 * Returns whether an approved request counts for the caller. The signature is of this server's key, so that an edited company file approves
 * nothing; a person cannot apply what the same person approved.
 */
function getRequestState(source: Approvals, request: ApprovalRequest): 'valid' | 'own-approval' | 'broken' | 'expired' {
  const isSigned = isRequestSignatureValid(request) && getKeyFingerprint(request.publicKey) === source.file().approvals.ownKey();
  if (!isSigned || request.approver === request.requester) return 'broken';
  if (!isWithinTime(source, request.decidedAt)) return 'expired';
  return request.approver === getCallerId() ? 'own-approval' : 'valid';
}

function isWithinTime(source: Approvals, at: string): boolean {
  const age = source.now() - Date.parse(at);
  return age <= APPROVAL_MS && age >= -CLOCKS_DIFFER_MS;
}

/**
 * Returns the approval state of a plan for the caller. `seal`: digest of its calls; `getShown`: hash of the content displayed beside them,
 * which an approval must cover, too.
 */
export function getPlanApproval(source: Approvals, seal: string, getShown: () => string): GuardFacts['approval'] {
  const all = readApprovals(source);
  const sealed = all.filter((one) => one.seal === seal);
  const shown = sealed.length === 0 ? '' : getShown();
  const state = getBestState(sealed.filter((one) => one.shown === shown));
  if (state !== null) return state;
  // Only approvals after the last run are reported as belonging to another plan; earlier ones belong to a finished plan.
  const lastRun = source.file().journal.runs(0, 1).runs[0]?.startedAt ?? '';
  return all.some(({ at }) => at > lastRun) ? 'other-plan' : 'none';
}

/** Returns the approval state of a started run; its approval may have expired or become invalid since. `seal`: digest of its calls. */
export const getRunApproval = (source: Approvals, seal: string): GuardFacts['approval'] =>
  getBestState(readApprovals(source).filter((one) => one.seal === seal)) ?? 'none';

/** An approval given on a team server or by file. */
interface Approval {
  readonly seal: string;
  readonly shown: string;
  readonly at: string;
  getState(): GuardFacts['approval'];
}

function readApprovals(source: Approvals): readonly Approval[] {
  const { approvalRequests, approvals } = source.file();
  const approved = approvalRequests.list(LATEST_REQUESTS).filter(({ state }) => state === 'approved');
  return [
    ...approved.map((one) => ({ seal: one.seal, shown: one.shown, at: one.decidedAt, getState: () => getRequestState(source, one) })),
    ...approvals.approvals().map((one) => ({ ...one, getState: () => getApprovalState(source, one) })),
  ];
}

/** Returns `valid` if one approval is, else the state of the first; `null` = no approval. */
function getBestState(approvals: readonly Approval[]): GuardFacts['approval'] | null {
  const states = approvals.map((one) => one.getState());
  return states.includes('valid') ? 'valid' : (states[0] ?? null);
}
