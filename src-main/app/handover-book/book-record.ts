import type { SetupStepView } from '#shared/contract/setup.ts';
import { nameOfBody } from '#shared/domain/drafts/sections.ts';
import type { Decision } from '#shared/domain/readiness/triage.ts';
import { ledgerOf } from '#shared/domain/readiness/triage-ledger.ts';
import { deadlineWords } from '#shared/messages/digest-words.ts';
import { deadlinesOf } from '../../company/deadlines.ts';
import type { BookBlock, BookChapter } from '../../files/html-book.ts';
import type { BookContext } from './book-context.ts';
import { policyChapters } from './book-policies.ts';

/** Chapters about what was decided, what was done and by whom, and what is left. */
export const recordChapters = (context: BookContext): readonly BookChapter[] => [
  ...policyChapters(context),
  responsibleChapter(context),
  guideChapter(context),
  openChapter(context),
  historyChapter(context),
];

const stepName = ({ texts }: BookContext, { id }: SetupStepView): string => texts(`setupGuide.step.${id}.name`);

function responsibleChapter(context: BookContext): BookChapter {
  const { guide, own, texts } = context;
  const byPerson = new Map<string, string[]>();
  for (const step of guide.steps)
    if (step.responsible !== '') byPerson.set(step.responsible, [...(byPerson.get(step.responsible) ?? []), stepName(context, step)]);
  return {
    title: own('chapter.responsible'),
    lead: byPerson.size === 0 ? own('lead.nobodyResponsible') : '',
    blocks:
      byPerson.size === 0
        ? []
        : [
            {
              kind: 'table',
              title: '',
              hint: '',
              headings: [texts('setupScreen.responsible'), own('steps')],
              widths: [28, 72],
              rows: [...byPerson].map(([person, steps]) => [person, steps.join(texts('reason.separator'))]),
            },
          ],
  };
}

function guideChapter(context: BookContext): BookChapter {
  const { guide, own, texts } = context;
  const { account, otherIntegration } = guide.branches;
  const branch = [
    account === null ? null : texts(`setupScreen.choose.${account}`),
    otherIntegration === null ? null : texts(`setupScreen.choose.${otherIntegration ? 'otherYes' : 'otherNo'}`),
  ];
  return {
    title: own('chapter.guide'),
    lead: own('guideProgress', { done: guide.done, total: guide.total }),
    blocks: [
      {
        kind: 'facts',
        title: '',
        facts: [
          { label: texts('setupScreen.choose.account'), value: branch[0] ?? own('notSaid') },
          { label: texts('setupScreen.choose.other'), value: branch[1] ?? own('notSaid') },
        ],
      },
      ...guide.sections.map(
        ({ section, done, total }): BookBlock => ({
          kind: 'table',
          title: texts(`setupGuide.section.${section}`),
          hint: texts('setupScreen.needs', { done, total }),
          headings: [own('manual'), own('step'), own('state'), own('proof'), own('who')],
          widths: [8, 21, 11, 41, 19],
          rows: guide.steps
            .filter((step) => step.section === section)
            .map((step) => [
              step.manual?.number ?? '',
              stepName(context, step),
              texts(`setupScreen.state.${step.state.kind}`),
              proofOf(context, step),
              whoOf(context, step),
            ]),
        }),
      ),
    ],
  };
}

/** What stands behind a step's state: what the console found, else a person's word. */
function proofOf({ texts, day }: BookContext, { state, check }: SetupStepView): string {
  const readableParams = (params: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> =>
    typeof params['day'] === 'string' ? { ...params, day: day(params['day']) } : params;
  const reason = ({ key, params }: { key: string; params: Record<string, string | number> }): string =>
    texts.phrase(`setupGuide.reason.${key}`, readableParams(params));
  const lines = [...(check?.found ?? []), ...(state.kind === 'checked' || state.kind === 'not-applicable' ? [] : (check?.lacks ?? []))].map(
    reason,
  );
  if (state.kind === 'said') lines.unshift(texts('setupScreen.why.said', { by: state.by === '' ? 'none' : state.by, day: day(state.day) }));
  if (state.kind === 'checked') lines.unshift(texts('setupScreen.why.checked', { date: day(state.at) }));
  if (state.kind === 'reopened') {
    const why = reason(state.reason);
    // Said once, beside since when.
    return [texts('setupScreen.why.reopened', { date: day(state.since), reason: why }), ...lines.filter((line) => line !== why)].join('\n');
  }
  if (state.kind === 'waiting')
    lines.unshift(
      texts('setupScreen.why.waiting', {
        wait: texts(`setupGuide.wait.${state.waiting.kind}`),
        until: state.waiting.until === null ? 'none' : day(state.waiting.until),
      }),
    );
  return lines.join('\n');
}

/** Who sees to a step, who said it was done and when, and what was noted. */
function whoOf({ own, texts }: BookContext, { responsible, mark, note }: SetupStepView): string {
  return [
    responsible === '' ? '' : own('labelled', { label: texts('setupScreen.responsible'), value: responsible }),
    mark === null
      ? ''
      : own(`mark.${mark.kind}`, {
          by: mark.saidBy || mark.by || own('nobody'),
          at: texts('planFile.moment', { at: Date.parse(mark.at) }),
        }),
    note === '' ? '' : own('labelled', { label: texts('setupScreen.note'), value: note }),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Days ahead that the book looks for what ends. */
const DAYS_AHEAD = 90;

function openChapter(context: BookContext): BookChapter {
  const { session, file, readiness, own, texts } = context;
  const blocks: BookBlock[] = [];
  if (readiness !== null && readiness.reasons.length > 0)
    blocks.push({
      kind: 'table',
      title: own('open.reasons'),
      hint: own('open.reasonsHint', { blocked: readiness.blocked, inScope: readiness.inScope }),
      headings: [own('open.reason'), own('people'), own('open.turn')],
      widths: [58, 16, 26],
      rows: readiness.reasons.map(({ code, people, side }) => [
        texts(`finding.${code}.name`),
        own('peopleCount', { count: people }),
        texts(`readiness.move.${side}`),
      ]),
    });
  const stateOf = session.draftCache.states();
  const changed = [...file.drafts.state().drafts.values()].filter((draft) => stateOf(draft) !== 'same');
  if (changed.length > 0)
    blocks.push({
      kind: 'table',
      title: own('open.drafts'),
      hint: own('open.draftsHint'),
      headings: [texts('historyFile.column.section'), texts('plan.label.name'), own('state')],
      widths: [30, 50, 20],
      rows: changed.map((draft) => {
        const body = draft.draft ?? draft.base;
        const name = body === null ? '' : nameOfBody(draft.section, body);
        return [texts(`draft.section.${draft.section}`), name, texts(`draft.state.${stateOf(draft)}`)];
      }),
    });
  const deadlines = deadlinesOf(session, DAYS_AHEAD);
  if (deadlines.length > 0)
    blocks.push({
      kind: 'table',
      title: own('open.deadlines', { days: DAYS_AHEAD }),
      hint: '',
      headings: (['day', 'what', 'action'] as const).map((column) => texts(`digest.column.${column}`)),
      widths: [19, 34, 47],
      rows: deadlines.map((deadline) => {
        const { day, left, what, action } = deadlineWords(deadline, session.now(), texts);
        return [`${day}\n${left}`, what, action];
      }),
    });
  const accepted = acceptedBlock(context);
  if (accepted !== null) blocks.push(accepted);
  return {
    title: own('chapter.open'),
    lead: readiness === null ? own('answer.unknown') : blocks.length === 0 ? own('open.nothing') : '',
    blocks,
  };
}

/** More than anybody reads on paper; the ledger has them all. */
const MOST_ACCEPTED = 50;

/** Acceptances behind which a finding is hidden today: those of the ledger that have neither ended nor lost their finding. */
function acceptedBlock({ session, file, own, texts, day }: BookContext): BookBlock | null {
  const keys = session.findings()?.keys;
  const accepted = ledgerOf(file.triage.current(), (key) => keys?.evidenceOf(key) ?? null, session.today()).flatMap(
    ({ decision, state }) =>
      decision.change.kind === 'accept' && (state === 'active' || state === 'changed') ? [decision as Decision<'accept'>] : [],
  );
  if (accepted.length === 0) return null;
  return {
    kind: 'table',
    title: own('open.accepted', { count: accepted.length }),
    hint: accepted.length > MOST_ACCEPTED ? own('open.acceptedHint', { count: MOST_ACCEPTED }) : '',
    headings: [own('open.person'), own('open.why'), texts('digest.column.day'), own('who')],
    widths: [24, 38, 18, 20],
    rows: accepted
      .slice(0, MOST_ACCEPTED)
      .map(({ item, change, by, at }) => [
        item.name,
        change.reason,
        change.until === null ? own('open.withoutEnd') : day(change.until),
        own('byOn', { by: by || own('nobody'), day: day(at) }),
      ]),
  };
}

const HISTORY_LINES = 30;

function historyChapter({ file, own, texts, say }: BookContext): BookChapter {
  const lines = [...file.log.lines()];
  const proof = file.log.verify();
  const shown = lines.slice(0, HISTORY_LINES);
  return {
    title: texts('historyFile.title'),
    lead:
      lines.length === 0
        ? own('history.none')
        : texts(`historyFile.${proof.broken === null ? 'intact' : 'broken'}`, { entries: proof.entries }),
    blocks:
      shown.length === 0
        ? []
        : [
            { kind: 'facts', title: '', facts: [{ label: texts('historyFile.head'), value: proof.head }] },
            {
              kind: 'table',
              title: '',
              hint: lines.length > HISTORY_LINES ? own('history.last', { count: HISTORY_LINES }) : '',
              headings: (['at', 'by', 'sentence', 'reason'] as const).map((column) => texts(`historyFile.column.${column}`)),
              widths: [17, 17, 40, 26],
              rows: shown.map(({ head }) => [
                texts('planFile.moment', { at: Date.parse(head.at) }),
                head.by,
                say(head.sentence),
                head.reason,
              ]),
            },
          ],
  };
}
