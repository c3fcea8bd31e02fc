import { bodiesOf } from '#shared/domain/drafts/draft.ts';
import type { Bodies, Section } from '#shared/domain/drafts/sections.ts';
import { matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { describeRoute, sentenceOf } from '#shared/domain/routes/describe.ts';
import { finalStepAt, type Route, ruleOf } from '#shared/domain/routes/route.ts';
import { dayOf } from '#shared/domain/serials/day.ts';
import { formatNumber } from '#shared/domain/serials/numbering.ts';
import { counterOf, greatestValue, type Serial } from '#shared/domain/serials/serial.ts';
import { valuePhrase } from '#shared/domain/sync/value-phrase.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import type { BookBlock, BookChapter } from '../../files/html-book.ts';
import type { BookContext } from './book-context.ts';
import { invoicePeopleOf } from './book-people.ts';
import { namedLines, organizationLine } from './book-settings.ts';

/** Chapters about what orders pass: routes, numbers, invoices, and Amazon's groups. */
export const objectChapters = (scene: BookContext): readonly BookChapter[] => [
  routeChapter(scene),
  serialChapter(scene),
  invoiceChapter(scene),
  amazonChapter(scene),
];

const collator = new Intl.Collator('ja', { numeric: true });

/** What is drafted of a section, by name. */
const bodies = <S extends Exclude<Section, 'integration' | 'common_settings' | 'allowed_users'>>(
  { file }: BookContext,
  section: S,
): readonly Bodies[S][] =>
  Array.from(bodiesOf(file.drafts.state().drafts.values(), section), ({ body }) => body).sort((a, b) => collator.compare(a.name, b.name));

const chapter = ({ own, texts }: BookContext, section: Section, blocks: readonly BookBlock[], lead = ''): BookChapter => ({
  title: texts(`draft.section.${section}`),
  lead: blocks.length === 0 ? own('nothingPrepared') : lead,
  blocks,
});

function routeChapter(scene: BookContext): BookChapter {
  return chapter(
    scene,
    'routes',
    bodies(scene, 'routes').flatMap((route) => routeBlocks(scene, route)),
  );
}

function routeBlocks(scene: BookContext, route: Route): readonly BookBlock[] {
  const { own, texts, say, names } = scene;
  const finalAt = finalStepAt(route.steps);
  const access =
    route.access.kind === 'everyone'
      ? texts('route.access.everyone')
      : namedLines(
          scene,
          route.access.principals.map((one) => say(valuePhrase('principal', one, names))),
        );
  return [
    {
      kind: 'facts',
      title: route.name === '' ? texts('integrationScreen.common.unnamed') : route.name,
      facts: [
        { label: own('route.sentence'), value: sentenceOf(describeRoute(route, names), (key, params) => texts.phrase(key, params)) },
        { label: texts('plan.label.status'), value: texts(`route.status.${route.status}`) },
        { label: texts('plan.label.access'), value: access === '' ? own('none') : access },
        { label: texts('plan.label.applicantHandling'), value: texts(`route.handling.${route.applicantHandling ?? 'unset'}`) },
      ],
    },
    {
      kind: 'table',
      title: '',
      hint: '',
      headings: [
        own('route.place'),
        texts('plan.label.stepRole'),
        texts('plan.label.approvers'),
        texts('plan.label.rule'),
        texts('plan.label.expectedDays'),
        own('route.mark'),
      ],
      widths: [7, 11, 38, 14, 13, 17],
      rows: route.steps.map((step, at) => [
        String(at + 1),
        texts(`route.role.${step.role}`),
        stepPeople(scene, step),
        step.approvers.kind === 'applicant' ? '' : texts(`route.rule.${ruleOf(step)}`),
        step.expectedDays === null ? '' : own('route.days', { days: step.expectedDays }),
        [
          at === finalAt ? texts('route.sentence.final') : '',
          step.branch === null ? '' : step.branch.summary || texts('route.sentence.conditional'),
        ]
          .filter((mark) => mark !== '')
          .join('\n'),
      ]),
    },
  ];
}

/** Whom a step asks, every named person by name. */
function stepPeople(scene: BookContext, step: Route['steps'][number]): string {
  const { say, names } = scene;
  const { approvers } = step;
  const who = say(valuePhrase('approvers', approvers, names));
  const named =
    approvers.kind === 'group' ? approvers.members : approvers.kind === 'users' && approvers.users.length > 1 ? approvers.users : [];
  return [
    who,
    namedLines(
      scene,
      named.map((id) => names.user(id) ?? id),
    ),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function serialChapter(scene: BookContext): BookChapter {
  const { own } = scene;
  return chapter(
    scene,
    'serials',
    bodies(scene, 'serials').map((serial) => serialBlock(scene, serial)),
    own('lead.serials'),
  );
}

function serialBlock({ session, own, texts, say, names }: BookContext, serial: Serial): BookBlock {
  const today = dayOf(session.today());
  const counter = counterOf(serial);
  const numbers =
    today === null || counter === null
      ? []
      : [0, 1, 2]
          .map((more) => serial.startValue + more)
          .filter((value) => value <= greatestValue(counter))
          .map((value) => formatNumber(serial, today, value));
  return {
    kind: 'facts',
    title: serial.name === '' ? texts('integrationScreen.common.unnamed') : serial.name,
    facts: [
      { label: texts('plan.label.numberForm'), value: say(valuePhrase('number-form', serial.parts, names)) },
      { label: own('serial.first'), value: numbers.length === 0 ? own('none') : numbers.join(texts('reason.separator')) },
      { label: texts('plan.label.reset'), value: texts(`serial.reset.${serial.reset}`) },
      { label: texts('plan.label.fiscalStartMonth'), value: own('month', { month: serial.fiscalStartMonth }) },
      { label: texts('plan.label.startValue'), value: own('count', { count: serial.startValue }) },
      ...(counter === null ? [] : [{ label: own('serial.greatest'), value: own('count', { count: greatestValue(counter) }) }]),
    ],
  };
}

function invoiceChapter(scene: BookContext): BookChapter {
  const { own, texts, names } = scene;
  const groups = bodies(scene, 'invoice_groups');
  const amazon = bodies(scene, 'amazon_groups').filter(({ integrationOption }) => integrationOption !== '');
  const matches = matchCodes(
    groups.map(({ code }) => code),
    amazon.map(({ integrationOption }) => integrationOption),
  );
  const rows = groups.map((group, at) => {
    const match = matches[at];
    const twin = amazon[match?.at ?? -1];
    const people = invoicePeopleOf(scene, group);
    const members = [...group.organizations.map((one) => organizationLine(scene, one)), ...group.users.map((id) => names.user(id) ?? id)];
    return [
      group.code,
      group.name,
      people === null ? own('unknown') : own('peopleCount', { count: people }),
      namedLines(scene, members),
      amazon.length === 0 || match === undefined
        ? own('amazonUnknown')
        : [texts(`invoice.match.${match.kind}`), twin === undefined ? '' : twin.name].filter((line) => line !== '').join('\n'),
    ];
  });
  return chapter(
    scene,
    'invoice_groups',
    rows.length === 0
      ? []
      : [
          {
            kind: 'table',
            title: '',
            hint: texts('invoicingScreen.peopleHint'),
            headings: [
              texts('plan.label.code'),
              texts('plan.label.name'),
              own('people'),
              texts('invoicingScreen.members'),
              texts('invoicingScreen.twin.title'),
            ],
            widths: [17, 19, 11, 34, 19],
            rows,
          },
        ],
  );
}

function amazonChapter(scene: BookContext): BookChapter {
  const { own, texts, day } = scene;
  const text = (key: MessageKey<'invoicingScreen.amazon'>): string => texts(`invoicingScreen.amazon.${key}`);
  const groups = bodies(scene, 'amazon_groups');
  const safeguards = ({ safeguards: kept }: Bodies['amazon_groups']): string =>
    (
      [
        [text('safeguards.quantity'), kept.quantity === null ? null : text(`safeguards.quantities.${kept.quantity}`)],
        [text('safeguards.amazonOnly'), kept.amazonOnly === null ? null : text(`safeguards.${kept.amazonOnly ? 'yes' : 'no'}`)],
        [text('safeguards.priceChangePercent'), kept.priceChangePercent],
        [text('safeguards.shippingYen'), kept.shippingYen],
        [text('safeguards.deliveryDays'), kept.deliveryDays],
      ] as const
    )
      .flatMap(([label, value]) => (value === null ? [] : [own('labelled', { label, value })]))
      .join('\n');
  return chapter(
    scene,
    'amazon_groups',
    groups.length === 0
      ? []
      : [
          {
            kind: 'table',
            title: '',
            hint: own('amazonNoted'),
            headings: [text('name'), texts('invoicingScreen.option'), text('payment'), text('system'), text('safeguards.title')],
            widths: [17, 25, 24, 15, 19],
            rows: groups.map((group) => [
              group.name,
              group.integrationOption === '' ? own('none') : group.integrationOption,
              `${text(`payments.${group.paymentOption}`)}\n${own('addresses', { count: group.addresses })}`,
              `${text(`states.${group.purchasingSystem.state}`)}${group.purchasingSystem.registeredOn === null ? '' : `\n${own('registered', { day: day(group.purchasingSystem.registeredOn) })}`}`,
              safeguards(group) === '' ? text('safeguards.notSet') : safeguards(group),
            ]),
          },
        ],
  );
}
