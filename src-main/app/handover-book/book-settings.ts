import type { ConnectionTarget } from '#shared/contract/connections/connections.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { findDraft } from '#shared/domain/drafts/draft.ts';
import type { Bodies, SingleSection } from '#shared/domain/drafts/sections.ts';
import { type CompanyDirectory, getCompanyDirectoryName, getDirectoryAccount } from '#shared/domain/integration/cloud-directory.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { isPasswordInNeo } from '../../company/configuration.ts';
import { getStoredConnectionTest, getVerifiedAt } from '../../company/connections/connection-proof.ts';
import { parseStoredConnection, type StoredConnection } from '../../company/connections/stored-connection.ts';
import type { BookBlock, BookChapter } from '../../files/reports/html-book.ts';
import { describeCertificate } from '../../network/tls/certificates.ts';
import type { BookContext } from './book-context.ts';
import { countAllowedPeople } from './book-people.ts';

type Facts = Extract<BookBlock, { kind: 'facts' }>['facts'];

/** Returns the chapters about connections, allowed users and default values of orders. */
export const createSettingChapters = (context: BookContext): readonly BookChapter[] => [
  integrationChapter(context),
  connectionChapter(context),
  allowedChapter(context),
  commonChapter(context),
];

/** Returns the draft of a section with a single object; `null` = none. */
function single<S extends SingleSection>({ file }: BookContext, section: S): Bodies[S] | null {
  return (findDraft(file.drafts.state().drafts, { section, id: section })?.draft ?? null) as Bodies[S] | null;
}

/** Formats whether and since when a secret is set; its value is not available here. */
function secretLine({ file, own, day }: BookContext, name: SecretName): string {
  const record = file.secrets.get(name);
  if (record === null || record.keptIn === null || record.setAt === null) return own('secret.notSet');
  if (!file.secrets.keeps(name)) return own('secret.gone', { day: day(record.setAt) });
  const since = own(`secret.${record.keptIn}`, { day: day(record.setAt) });
  const verifiedAt = getVerifiedAt(file, record);
  return verifiedAt === null ? since : `${since}\n${own('secret.verified', { day: day(verifiedAt) })}`;
}

/** Like `secretLine`, for the catalog password, which may exist in NEO only: entered by hand or applied by another console. */
function catalogPasswordLine(context: BookContext): string {
  const { file, own } = context;
  return !file.secrets.keeps('catalog-password') && isPasswordInNeo(file) === true
    ? own('secret.inNeo')
    : secretLine(context, 'catalog-password');
}

const orNone = (context: BookContext, text: string): string => (text === '' ? context.own('none') : text);

function integrationChapter(context: BookContext): BookChapter {
  const { own, texts } = context;
  const body = single(context, 'integration');
  const field = (name: 'systemLogin' | 'poRequestUrl' | 'punchoutUrl') => ({
    label: texts(`integrationScreen.integration.${name}`),
    value: orNone(context, body?.[name] ?? ''),
  });
  return {
    title: own('chapter.integration'),
    lead: own('lead.integration'),
    blocks: [
      {
        kind: 'facts',
        title: '',
        facts: [
          field('systemLogin'),
          { label: texts('secret.name.catalog-password'), value: catalogPasswordLine(context) },
          field('poRequestUrl'),
          field('punchoutUrl'),
        ],
      },
    ],
  };
}

function connectionChapter(context: BookContext): BookChapter {
  const { file, own, texts } = context;
  const connection = parseStoredConnection(file.connection.settings());
  const { serverAddress } = file.company();
  const read = file.server.reading();
  const facts: Facts = [
    { label: texts('server.address'), value: serverAddress ?? own('none') },
    ...(read === null ? [] : [{ label: own('server.readAt'), value: texts('planFile.moment', { at: Date.parse(read.at) }) }]),
    { label: texts('secret.name.access-key'), value: secretLine(context, 'access-key') },
    ...(connection === null
      ? [{ label: texts('server.network.title'), value: texts('error.connection-settings-unreadable.what') }]
      : networkFacts(context, connection)),
    { label: own('test.groupware'), value: testLine(context, 'groupware') },
    { label: own('test.amazon'), value: testLine(context, 'amazon') },
    ...directoryFacts(context, connection?.directory ?? null),
  ];
  return { title: own('chapter.connection'), lead: own('lead.connection'), blocks: [{ kind: 'facts', title: '', facts }] };
}

/** Returns the facts about the company directory; empty if none is configured. */
function directoryFacts(context: BookContext, directory: CompanyDirectory | null): Facts {
  if (directory === null) return [];
  const { texts } = context;
  const search = 'kind' in directory ? [] : [directory.baseDn, directory.filter];
  return [
    {
      label: texts('import.kind.directory-people'),
      value: [getCompanyDirectoryName(directory), getDirectoryAccount(directory), ...search].join('\n'),
    },
    { label: texts('secret.name.directory-password'), value: secretLine(context, 'directory-password') },
    { label: texts('connectionTest.target.directory'), value: testLine(context, 'directory') },
  ];
}

function networkFacts(context: BookContext, connection: StoredConnection): Facts {
  const { texts, own } = context;
  return [
    { label: texts('server.network.proxy'), value: proxyLine(context, connection) },
    ...(connection.proxy.kind === 'manual' && connection.proxy.user !== ''
      ? [{ label: texts('secret.name.proxy-password'), value: secretLine(context, 'proxy-password') }]
      : []),
    ...(connection.basicUser === ''
      ? []
      : [
          { label: texts('server.network.basicUser'), value: connection.basicUser },
          { label: texts('secret.name.http-basic-password'), value: secretLine(context, 'http-basic-password') },
        ]),
    ...certificates(context, connection),
    ...(connection.plainHttp === null ? [] : [{ label: own('server.plainHttp'), value: connection.plainHttp }]),
  ];
}

function proxyLine({ texts }: BookContext, { proxy }: StoredConnection): string {
  const name = texts(`server.network.proxies.${proxy.kind}`);
  return proxy.kind === 'manual' || proxy.kind === 'pac' ? `${name}\n${proxy.url}` : name;
}

function certificates({ session, texts, own, day }: BookContext, { clientCertificate, extraCa }: StoredConnection): Facts {
  const line = (pem: string): string => {
    const { subject, issuer, expiresAt } = describeCertificate(pem, session.now());
    return own('certificate', { subject, issuer, day: day(expiresAt) });
  };
  return [
    ...(clientCertificate === null
      ? []
      : [{ label: texts('server.network.clientCertificate'), value: line(clientCertificate.certificate) }]),
    ...(extraCa.length === 0 ? [] : [{ label: texts('server.network.extraCa'), value: extraCa.map(line).join('\n') }]),
  ];
}

function testLine({ file, own, texts }: BookContext, target: ConnectionTarget): string {
  const run = getStoredConnectionTest(file, target);
  if (run === null || run.layers.length === 0) return own('test.never');
  const failed = run.layers.find(({ state }) => state === 'failed');
  const warned = run.layers.filter(({ state }) => state === 'warning').flatMap(({ reasons }) => reasons);
  const at = texts('planFile.moment', { at: Date.parse(run.startedAt) });
  const ended =
    failed !== undefined
      ? own('test.failed', { at, layer: texts(`connection.layer.${failed.layer}.name`) })
      : own(warned.length === 0 ? 'test.passed' : 'test.warned', { at });
  // List warnings too: for example, a server that also accepts a wrong password makes a passed test meaningless.
  const warnings = warned.map(({ id, params }) => texts.phrase(`connection.reason.${id}.what`, params));
  return [ended, ...warnings, ...(run.outdated ? [own('test.outdated')] : [])].join('\n');
}

function allowedChapter(context: BookContext): BookChapter {
  const { own, texts, names } = context;
  const body = single(context, 'allowed_users');
  const title = texts('integrationScreen.allowed.title');
  if (body === null) return { title, lead: own('nothingPrepared'), blocks: [] };
  const count = countAllowedPeople(context, body);
  const listed = (label: MessageKey<'plan.label'>, lines: readonly string[]) =>
    lines.length === 0 ? [] : [{ label: texts(`plan.label.${label}`), value: joinNames(context, lines) }];
  const facts: Facts = [
    {
      label: texts('integrationScreen.allowed.who'),
      value: texts(`integrationScreen.allowed.${body.everyone ? 'everyone' : 'listed'}`),
    },
    ...(count === null
      ? []
      : [
          {
            label: own('people'),
            value: [
              own('peopleCount', { count: count.active }),
              ...(count.unchecked === 0 ? [] : [texts('integrationScreen.allowed.unchecked', { count: count.unchecked })]),
            ].join('\n'),
          },
        ]),
    ...(body.everyone
      ? []
      : [
          ...listed(
            'organizations',
            body.organizations.map((one) => formatOrganization(context, one)),
          ),
          ...listed(
            'roles',
            body.roles.map((id) => names.role(id) ?? id),
          ),
          ...listed(
            'users',
            body.users.map((id) => names.user(id) ?? id),
          ),
        ]),
  ];
  return { title, lead: '', blocks: [{ kind: 'facts', title: '', facts }] };
}

/** Maximum number of names per row, because the book is printed. */
const MAX_NAMES = 100;

/** Joins names into one text, with the number of those left out. */
export function joinNames({ texts, own }: BookContext, lines: readonly string[]): string {
  const shown = lines.slice(0, MAX_NAMES).join(texts('reason.separator'));
  return lines.length <= MAX_NAMES ? shown : `${shown}${texts('reason.separator')}${own('more', { count: lines.length - MAX_NAMES })}`;
}

export const formatOrganization = (
  { texts, names }: BookContext,
  { id, descendants }: { readonly id: string; readonly descendants: boolean },
): string => texts(`plan.value.${descendants ? 'withBelow' : 'withoutBelow'}`, { name: names.organization(id) ?? id });

function commonChapter(context: BookContext): BookChapter {
  const { own, texts, names } = context;
  const body = single(context, 'common_settings');
  const title = texts('integrationScreen.common.title');
  if (body === null) return { title, lead: own('nothingPrepared'), blocks: [] };
  const named = (id: string | null, nameOf: (id: string) => string | null): string => (id === null ? own('none') : (nameOf(id) ?? id));
  return {
    title,
    lead: '',
    blocks: [
      {
        kind: 'facts',
        title: '',
        facts: [
          { label: texts('integrationScreen.common.applicationTitle'), value: orNone(context, body.title) },
          { label: texts('integrationScreen.common.route'), value: named(body.routeId, names.route) },
          { label: texts('integrationScreen.common.serial'), value: named(body.serialId, names.serial) },
        ],
      },
    ],
  };
}
