import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { getAddressAction } from '#shared/domain/fixes/fixes.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import type { Line, PersonGate, PersonView } from './person-view.ts';

type Found = PersonGate['findings'][number];
/** The gate that shows fixes without a finding, because addresses and accounts are corrected there. */
const GATE_OF_OTHER_FIXES = 4;

/** Fixes that were adopted for one finding. */
export const listFixesOfFinding = (
  { code, ofCompany }: Pick<Found, 'code' | 'ofCompany'>,
  fixes: PersonView['fixes'],
): PersonView['fixes'] => (ofCompany ? [] : fixes.filter((fix) => fix.code === code));

/** Fixes without a current finding: an account in the wrong group, or a resolved finding. */
export function listFixesWithoutFinding(gate: number, { gates, fixes }: Pick<PersonView, 'gates' | 'fixes'>): PersonView['fixes'] {
  if (gate !== GATE_OF_OTHER_FIXES) return [];
  const found = gates.flatMap(({ findings }) => findings);
  return fixes.filter((fix) => !found.some((finding) => listFixesOfFinding(finding, [fix]).length > 0));
}

/** Party that acts next: `write` = export the adopted fix, `none` = nothing to do, because the finding was accepted. */
export interface ResponsibleParty {
  readonly move: 'neo' | 'amazon' | 'both' | 'person' | 'write' | 'none';
  /** `''` except for `person`. */
  readonly who: string;
}

/** Responsible party that can open a closed gate, considering decisions about its finding; `null` for other gates. */
export function getResponsibleParty({ move, findings: [worst] }: PersonGate, fixes: PersonView['fixes']): ResponsibleParty | null {
  if (move === null) return null;
  if (worst === undefined) return { move, who: '' };
  const under = listFixesOfFinding(worst, fixes);
  if (under.some(({ state }) => state === 'adopted')) return { move: 'write', who: '' };
  const written = under.find(({ state }) => state === 'written');
  if (written !== undefined) return { move: written.side, who: '' };
  const { state, assignment } = worst.triage;
  if (state === 'accepted') return { move: 'none', who: '' };
  if (state !== 'assigned' || assignment === null) return { move, who: '' };
  return assignment.person === '' ? { move: assignment.side ?? move, who: '' } : { move: 'person', who: assignment.person };
}

/** Next action for a fix; a text below `people.decided.next`. */
export function getNextFixAction({ state, side, account }: Pick<FixRow, 'state' | 'side' | 'account'>): MessageKey<'people.decided.next'> {
  if (state === 'adopted') return side === 'neo' ? 'write-neo' : 'write-amazon';
  if (state !== 'written') return 'review';
  return side === 'neo' ? 'import-neo' : account === null ? 'invite-amazon' : 'send-amazon';
}

/** Text of the adopted fix, its state, and the next action. `say` takes full message keys. */
export function formatFix(
  fix: FixRow,
  say: (key: MessageKey, params?: Line['params']) => string,
): readonly [decided: string, next: string] {
  const { account, to, state } = fix;
  const action =
    account === null
      ? say(`fix.action.${getAddressAction(fix)}`)
      : say(`fix.account.do.${account.kind}`, { from: account.from, group: account.group });
  return [
    say('people.decided.fix', { action, address: to, state: say(`fix.stateHelp.${state}`) }),
    say(`people.decided.next.${getNextFixAction(fix)}`),
  ];
}
