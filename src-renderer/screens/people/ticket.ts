import type { NamespaceText } from '#renderer/ui/index.ts';
import { formatFix, listFixesOfFinding, listFixesWithoutFinding } from './decided.ts';
import type { PersonGate, PersonView } from './person-view.ts';
import { getGateMark, getReasonNotChecked, getVerdict, listGateEvidence, splitGateFindings } from './view-model.ts';

interface TicketWords {
  /** Texts by full message key. */
  readonly say: NamespaceText<''>;
  readonly reason: (reason: PersonView['gates'][number]['findings'][number]['reason']) => string;
  /** A formatted day. */
  readonly day: (day: string) => string;
}

/**
 * A person's state as plain text: the result, then each gate that is not open with findings and inputs. Contains no password and no
 * request.
 */
export function formatTicket(view: PersonView, { say, reason, day }: TicketWords): string {
  const { person, evidence, gates, lock } = view;
  const verdict = getVerdict(view);
  const about = [person.organization, person.title, person.loginId].filter((part) => part !== '').join(' / ');
  const lines = [
    say(`people.${verdict.key}`, verdict.params),
    `${person.name}${about === '' ? '' : ` (${about})`}`,
    ...(evidence.workEmail === '' ? [] : [say('people.ticket.neo', { address: evidence.workEmail })]),
    ...(evidence.account === null ? [] : [say('people.ticket.amazon', { address: evidence.account.email })]),
    say('people.ticket.day', { day: day(lock.requestedAt) }),
  ];
  for (const gate of gates) {
    if (gate.state === 'open' && gate.findings.length === 0) continue;
    lines.push(
      '',
      `${gate.gate}. ${say.phrase(`people.gate.${gate.gate}`)}: ${say(`people.state.${getGateMark(gate, view.firstClosed).word}`)}`,
    );
    const fixLines = (fixes: PersonView['fixes']): string[] => fixes.flatMap((fix) => formatFix(fix, say)).map((words) => `  ${words}`);
    const found = (findings: PersonGate['findings']): string[] =>
      findings.flatMap((one) => [
        `- ${say(`finding.${one.code}.name`)}: ${reason(one.reason)}`,
        ...fixLines(listFixesOfFinding(one, view.fixes)),
      ]);
    const unasked = getReasonNotChecked(gate, view);
    const { here, apart } = splitGateFindings(gate);
    if (unasked !== null) lines.push(`  ${say(`people.${unasked.key}`, unasked.params)}`);
    lines.push(...found(here));
    if (apart.length > 0) lines.push(`  ${say('people.unaskedOfCompany')}`);
    lines.push(...found(apart));
    lines.push(...fixLines(listFixesWithoutFinding(gate.gate, view)));
    for (const { key, params } of listGateEvidence(gate.gate, view)) lines.push(`  ${say(`people.${key}`, params)}`);
  }
  return `${lines.join('\n')}\n`;
}
