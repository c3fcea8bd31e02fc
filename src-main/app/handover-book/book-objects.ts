import { listBodies } from '#shared/domain/drafts/draft.ts';
import type { Bodies, Section } from '#shared/domain/drafts/sections.ts';
import { getFieldFacts, type ValueKind } from '#shared/domain/fields/field-facts.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import { getCodeMatchState, matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { describeRoute, formatRouteDescription } from '#shared/domain/routes/describe.ts';
import { type Access, type Route, routeSchema } from '#shared/domain/routes/route.ts';
import { getApprovalRule, getFinalStepIndex } from '#shared/domain/routes/steps.ts';
import { findCounter, getMaxCounterValue } from '#shared/domain/serials/counter.ts';
import { parseCalendarDay } from '#shared/domain/serials/day.ts';
import { formatSerialNumber } from '#shared/domain/serials/numbering.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { describeValue } from '#shared/domain/sync/wording/value-phrase.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import type { BookBlock, BookChapter } from '../../files/reports/html-book.ts';
import type { BookContext } from './book-context.ts';
import { countInvoicePeople } from './book-people.ts';
import { formatOrganization, joinNames } from './book-settings.ts';

/** Returns the chapters about routes, serial numbers, invoice groups and Amazon groups. */
export const createObjectChapters = (context: BookContext): readonly BookChapter[] => [
  routeChapter(context),
  serialChapter(context),
  invoiceChapter(context),
  amazonChapter(context),
];

const collator = new Intl.Collator('ja', { numeric: true });
/** Compares names for the sort order of the book. */
export const compareNames = (one: string, other: string): number => collator.compare(one, other);

/** Returns the drafts of a section, sorted by name. */
const bodies = <S extends Exclude<Section, 'integration' | 'common_settings' | 'allowed_users'>>(
  { file }: BookContext,
  section: S,
): readonly Bodies[S][] =>
  Array.from(listBodies(file.drafts.state().drafts.values(), section), ({ body }) => body).sort((a, b) => compareNames(a.name, b.name));

const chapter = ({ own, texts }: BookContext, section: Section, blocks: readonly BookBlock[], lead = ''): BookChapter => ({
  title: texts(`draft.section.${section}`),
  lead: blocks.length === 0 ? own('nothingPrepared') : lead,
  blocks,
});

function routeChapter(context: BookContext): BookChapter {
  return chapter(
    context,
    'routes',
    bodies(context, 'routes').flatMap((route) => routeBlocks(context, route)),
  );
}

function routeBlocks(context: BookContext, route: Route): readonly BookBlock[] {
  const { own, texts, names } = context;
  const finalAt = getFinalStepIndex(route.steps);
  return [
    {
      kind: 'facts',
      title: route.name === '' ? texts('integrationScreen.common.unnamed') : route.name,
      facts: [
        {
          label: own('route.sentence'),
          value: formatRouteDescription(describeRoute(route, names), (key, params) => texts.phrase(key, params)),
        },
        ...fieldFacts(context, route),
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
        stepPeople(context, step),
        step.approvers.kind === 'applicant' ? '' : texts(`route.rule.${getApprovalRule(step)}`),
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

/** Returns label and value of route fields that have no fixed position in the block. */
function fieldFacts(context: BookContext, route: Route): readonly { readonly label: string; readonly value: string }[] {
  const { id: _, name, steps, ...fields } = routeSchema.shape;
  return Object.entries(fields).flatMap(([field, schema]) => {
    const { label, says = 'other' } = getFieldFacts(schema);
    const value = route[field as keyof typeof fields] ?? null;
    return label === undefined ? [] : [{ label: context.texts.phrase(`plan.label.${label}`), value: fieldValue(context, says, value) }];
  });
}

function fieldValue(context: BookContext, says: ValueKind, value: Json): string {
  const { own, texts, say, names } = context;
  if (typeof says === 'object') return texts.phrase(`${says.words}.${value ?? 'unset'}`);
  if (says !== 'access') return say(describeValue(says, value, names, 'full'));
  const access = value as Access;
  if (access.kind === 'everyone') return texts('route.access.everyone');
  const lines = access.principals.map((one) => say(describeValue('principal', one, names)));
  return lines.length === 0 ? own('none') : joinNames(context, lines);
}

/** Formats the approvers of a step; people are listed by name. */
function stepPeople(context: BookContext, step: Route['steps'][number]): string {
  const { say, names } = context;
  const { approvers } = step;
  const who = say(describeValue('approvers', approvers, names));
  const named =
    approvers.kind === 'group' ? approvers.members : approvers.kind === 'users' && approvers.users.length > 1 ? approvers.users : [];
  return [
    who,
    joinNames(
      context,
      named.map((id) => names.user(id) ?? id),
    ),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function serialChapter(context: BookContext): BookChapter {
  const { own } = context;
  return chapter(
    context,
    'serials',
    bodies(context, 'serials').map((serial) => serialBlock(context, serial)),
    own('lead.serials'),
  );
}

function serialBlock({ session, own, texts, say, names }: BookContext, serial: Serial): BookBlock {
  const today = parseCalendarDay(session.today());
  const counter = findCounter(serial);
  const numbers =
    today === null || counter === null
      ? []
      : [0, 1, 2]
          .map((more) => serial.startValue + more)
          .filter((value) => value <= getMaxCounterValue(counter))
          .map((value) => formatSerialNumber(serial, today, value));
  return {
    kind: 'facts',
    title: serial.name === '' ? texts('integrationScreen.common.unnamed') : serial.name,
    facts: [
      { label: texts('plan.label.numberForm'), value: say(describeValue('number-form', serial.parts, names)) },
      { label: own('serial.first'), value: numbers.length === 0 ? own('none') : numbers.join(texts('reason.separator')) },
      { label: texts('plan.label.reset'), value: texts(`serial.reset.${serial.reset}`) },
      { label: texts('plan.label.fiscalStartMonth'), value: own('month', { month: serial.fiscalStartMonth }) },
      { label: texts('plan.label.startValue'), value: own('count', { count: serial.startValue }) },
      ...(counter === null ? [] : [{ label: own('serial.greatest'), value: own('count', { count: getMaxCounterValue(counter) }) }]),
    ],
  };
}

function invoiceChapter(context: BookContext): BookChapter {
  const { own, texts, names } = context;
  const groups = bodies(context, 'invoice_groups');
  const amazon = bodies(context, 'amazon_groups').filter(({ integrationOption }) => integrationOption !== '');
  const matches = matchCodes(
    groups.map(({ code }) => code),
    amazon.map(({ integrationOption }) => integrationOption),
  );
  const rows = groups.map((group, at) => {
    const match = matches[at];
    const twin = amazon[match?.at ?? -1];
    const people = countInvoicePeople(context, group);
    const members = [
      ...group.organizations.map((one) => formatOrganization(context, one)),
      ...group.users.map((id) => names.user(id) ?? id),
    ];
    return [
      group.code,
      group.name,
      people === null ? own('unknown') : own('peopleCount', { count: people }),
      joinNames(context, members),
      amazon.length === 0 || match === undefined
        ? own('amazonUnknown')
        : [texts(`invoice.match.${getCodeMatchState(group.code, match.kind)}`), twin === undefined ? '' : twin.name]
            .filter((line) => line !== '')
            .join('\n'),
    ];
  });
  return chapter(
    context,
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

function amazonChapter(context: BookContext): BookChapter {
  const { own, texts, day } = context;
  const text = (key: MessageKey<'invoicingScreen.amazon'>): string => texts(`invoicingScreen.amazon.${key}`);
  const groups = bodies(context, 'amazon_groups');
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
    context,
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
