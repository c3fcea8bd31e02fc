import { SECTIONS } from '#shared/domain/drafts/sections.ts';
import { isStepDone } from '#shared/domain/setup/evaluate.ts';
import type { Decision } from '#shared/domain/triage/triage.ts';
import { buildLedger } from '#shared/domain/triage/triage-ledger.ts';
import { formatDeadline, formatListAges } from '#shared/messages/digest-words.ts';
import { formatOwners } from '#shared/messages/owners-text.ts';
import { getListTimes, isSerialUnchecked, listDeadlines } from '../../company/deadlines.ts';
import { getDraftName } from '../../company/drafts/draft-views.ts';
import type { BookBlock, BookChapter } from '../../files/reports/html-book.ts';
import type { BookContext } from './book-context.ts';
import { compareNames } from './book-objects.ts';
import { formatStepResponsibility, getSetupStepName } from './book-steps.ts';

/** Returns the chapter of open points. It states that nothing is open only if everything was checked. */
export function createOpenPointsChapter(context: BookContext): BookChapter {
  const { session, file, readiness, own, texts } = context;
  const serialUnchecked = isSerialUnchecked(session);
  const blocks = [
    reasonsBlock(context),
    uncheckedBlock(context),
    findingsBlock(context),
    stepsBlock(context),
    draftsBlock(context),
    deadlinesBlock(context),
    acceptedBlock(context),
  ].filter((block) => block !== null);
  return {
    title: own('chapter.open'),
    lead:
      readiness === null
        ? own('answer.unknown')
        : blocks.length === 0
          ? [own('open.nothing'), ...formatListAges({ takenAt: getListTimes(file), serialUnchecked }, texts)].join(texts('reason.joint'))
          : '',
    blocks,
  };
}

function reasonsBlock({ readiness, own, texts }: BookContext): BookBlock | null {
  if (readiness === null || readiness.reasons.length === 0) return null;
  return {
    kind: 'table',
    title: own('open.reasons'),
    hint: own('open.reasonsHint', { blocked: readiness.blocked, inScope: readiness.inScope }),
    headings: [own('open.reason'), own('people'), own('open.turn')],
    widths: [58, 16, 26],
    rows: readiness.reasons.map(({ code, people, owners }) => [
      texts(`finding.${code}.name`),
      own('peopleCount', { count: people }),
      formatOwners(owners, texts),
    ]),
  };
}

/** Returns the unchecked items, by gate and then by list; `null` = none. */
function uncheckedBlock({ readiness, own, texts }: BookContext): BookBlock | null {
  if (readiness === null) return null;
  const gates = readiness.gates.filter(({ notChecked, unseen }) => notChecked > 0 || unseen.length > 0);
  const lists = readiness.partial.filter((part) => !part.startsWith('gate-'));
  if (gates.length === 0 && lists.length === 0) return null;
  return {
    kind: 'table',
    title: own('open.unchecked'),
    hint: own('open.uncheckedHint', { notChecked: readiness.notChecked, inScope: readiness.inScope }),
    headings: [texts('readiness.gates.table.gate'), own('people'), own('open.uncheckedParts')],
    widths: [40, 16, 44],
    rows: [
      ...gates.map(({ gate, notChecked, unseen }) => [
        `${gate} ${texts(`readiness.gates.name.${gate}`)}`,
        own('peopleCount', { count: notChecked }),
        unseen.map((part) => texts(`readiness.partial.${part}`)).join(texts('readiness.partial.separator')),
      ]),
      ...lists.map((part) => ['', '', texts(`readiness.partial.${part}`)]),
    ],
  };
}

/** Returns findings, except notes, whose code is not among the reasons that block people; `null` = none. */
function findingsBlock({ readiness, own, texts }: BookContext): BookBlock | null {
  if (readiness === null) return null;
  const told = new Set(readiness.reasons.map(({ code }) => code));
  const others = readiness.byCode.filter(({ code, severity }) => severity !== 'note' && !told.has(code));
  if (others.length === 0) return null;
  return {
    kind: 'table',
    title: own('open.findings'),
    hint: '',
    headings: [own('open.finding'), own('open.severity'), own('open.findingCount'), own('open.turn')],
    widths: [46, 14, 14, 26],
    rows: others.map(({ code, severity, side, findings }) => [
      texts(`finding.${code}.name`),
      texts(`matching.severity.${severity}`),
      own('count', { count: findings }),
      texts(`readiness.move.${side}`),
    ]),
  };
}

/** Returns the required steps of the guide that apply and are not done; `null` = none. */
function stepsBlock(context: BookContext): BookBlock | null {
  const { guide, own, texts } = context;
  const steps = guide.steps.filter(({ optional, state }) => !optional && !isStepDone(state) && state.kind !== 'not-applicable');
  if (steps.length === 0) return null;
  return {
    kind: 'table',
    title: own('open.steps', { count: steps.length }),
    hint: own('guideProgress', { done: guide.done, total: guide.total }),
    headings: [own('manual'), own('step'), own('state'), own('who')],
    widths: [10, 46, 14, 30],
    rows: steps.map((step) => [
      step.manual?.number ?? '',
      getSetupStepName(context, step),
      texts(`setupScreen.state.${step.state.kind}`),
      formatStepResponsibility(context, step),
    ]),
  };
}

function draftsBlock({ session, file, own, texts }: BookContext): BookBlock | null {
  const stateOf = session.draftCache.states();
  const changed = [...file.drafts.state().drafts.values()]
    .filter((draft) => stateOf(draft) !== 'same')
    .sort((a, b) => SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || compareNames(getDraftName(a), getDraftName(b)));
  if (changed.length === 0) return null;
  return {
    kind: 'table',
    title: own('open.drafts'),
    hint: own('open.draftsHint'),
    headings: [texts('historyFile.column.section'), texts('plan.label.name'), own('state')],
    widths: [30, 50, 20],
    rows: changed.map((draft) => [texts(`draft.section.${draft.section}`), getDraftName(draft), texts(`draft.state.${stateOf(draft)}`)]),
  };
}

/** Number of days covered by the deadlines of the book. */
const DAYS_AHEAD = 90;

/**
 * Returns the deadlines, with the number of orders whose lock has ended and the age of the lists. `null` = nothing is due and no list is
 * missing.
 */
function deadlinesBlock({ session, file, own, texts }: BookContext): BookBlock | null {
  const takenAt = getListTimes(file);
  const serialUnchecked = isSerialUnchecked(session);
  const deadlines = listDeadlines(session, DAYS_AHEAD);
  const over = session.orders.pending().filter(({ lock }) => lock.danger === 'over').length;
  if (deadlines.length === 0 && over === 0 && takenAt.orders !== null && takenAt.accounts !== null && !serialUnchecked) return null;
  const title = own('open.deadlines', { days: DAYS_AHEAD });
  const hints = [
    ...(over === 0 ? [] : [texts('digest.locksOver', { count: over })]),
    ...formatListAges({ takenAt, serialUnchecked }, texts),
  ];
  if (deadlines.length === 0) return { kind: 'text', title, sentences: hints };
  return {
    kind: 'table',
    title,
    hint: hints.join('\n'),
    headings: (['day', 'what', 'action'] as const).map((column) => texts(`digest.column.${column}`)),
    widths: [19, 34, 47],
    rows: deadlines.map((deadline) => {
      const { day, left, what, action } = formatDeadline(deadline, session.now(), texts);
      return [`${day}\n${left}`, what, action];
    }),
  };
}

/** Maximum number of accepted findings in the book; the register lists all. */
const MAX_ACCEPTED_FINDINGS = 50;

/** Returns the accepted findings that are hidden today: the acceptance has not expired and the finding still exists. */
function acceptedBlock({ session, file, own, texts, day }: BookContext): BookBlock | null {
  const keys = session.findings()?.keys;
  const accepted = buildLedger(file.triage.current(), (key) => keys?.evidenceOf(key) ?? null, session.today()).flatMap(
    ({ decision, state }) =>
      decision.change.kind === 'accept' && (state === 'active' || state === 'changed') ? [decision as Decision<'accept'>] : [],
  );
  if (accepted.length === 0) return null;
  return {
    kind: 'table',
    title: own('open.accepted', { count: accepted.length }),
    hint: accepted.length > MAX_ACCEPTED_FINDINGS ? own('open.acceptedHint', { count: MAX_ACCEPTED_FINDINGS }) : '',
    headings: [own('open.person'), own('open.why'), texts('digest.column.day'), own('who')],
    widths: [24, 38, 18, 20],
    rows: accepted
      .slice(0, MAX_ACCEPTED_FINDINGS)
      .map(({ item, change, by, at }) => [
        item.name,
        change.reason,
        change.until === null ? own('open.withoutEnd') : day(change.until),
        own('byOn', { by: by || own('nobody'), day: day(at) }),
      ]),
  };
}
