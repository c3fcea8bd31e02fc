import type { SetupStepView } from '#shared/contract/setup.ts';
import type { BookBlock, BookChapter } from '../../files/reports/html-book.ts';
import type { BookContext } from './book-context.ts';
import { createOpenPointsChapter } from './book-open.ts';
import { createPolicyChapters } from './book-policies.ts';
import { formatStepResponsibility, getSetupStepName } from './book-steps.ts';

/** Returns the chapters about policies, decisions, history and open points. */
export const createRecordChapters = (context: BookContext): readonly BookChapter[] => [
  ...createPolicyChapters(context),
  responsibleChapter(context),
  guideChapter(context),
  createOpenPointsChapter(context),
  historyChapter(context),
];

function responsibleChapter(context: BookContext): BookChapter {
  const { guide, own, texts } = context;
  const byPerson = new Map<string, string[]>();
  for (const step of guide.steps)
    if (step.responsible !== '')
      byPerson.set(step.responsible, [...(byPerson.get(step.responsible) ?? []), getSetupStepName(context, step)]);
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
              getSetupStepName(context, step),
              texts(`setupScreen.state.${step.state.kind}`),
              proofOf(context, step),
              formatStepResponsibility(context, step),
            ]),
        }),
      ),
    ],
  };
}

/** Formats the evidence for the state of a step: the result of its check, else a person's record. */
function proofOf({ texts, day }: BookContext, { state, check }: SetupStepView): string {
  const readableParams = (params: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number>> =>
    typeof params['day'] === 'string' ? { ...params, day: day(params['day']) } : params;
  const reason = ({ key, params }: { key: string; params: Record<string, string | number> }): string =>
    texts.phrase(`setupGuide.reason.${key}`, readableParams(params));
  const lines = [...(check?.found ?? []), ...(state.kind === 'checked' || state.kind === 'not-applicable' ? [] : (check?.lacks ?? []))].map(
    reason,
  );
  if (state.kind === 'declined') lines.unshift(texts('setupScreen.why.declined', { by: state.by === '' ? 'none' : state.by }));
  if (state.kind === 'recorded')
    lines.unshift(texts('setupScreen.why.recorded', { by: state.by === '' ? 'none' : state.by, day: day(state.day) }));
  if (state.kind === 'checked') lines.unshift(texts('setupScreen.why.checked', { date: day(state.at) }));
  if (state.kind === 'reopened') {
    const why = reason(state.reason);
    // The reason is stated once, together with the date.
    return [texts('setupScreen.why.reopened', { date: day(state.since), reason: why }), ...lines.filter((line) => line !== why)].join('\n');
  }
  if (state.kind === 'waiting')
    lines.unshift(
      texts('setupScreen.why.waiting', {
        wait: texts(`setupGuide.wait.${state.waiting.kind}`),
        until: state.waiting.until === null ? (state.waiting.kind === 'invitations' ? 'unlisted' : 'none') : day(state.waiting.until),
      }),
    );
  return lines.join('\n');
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
