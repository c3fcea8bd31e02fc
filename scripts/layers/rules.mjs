// Permitted imports, described in docs/architecture.md. A folder missing here is an error, so that a new one is assigned to a layer.

/** Folders of `shared/domain` in order: a folder imports only earlier ones. */
export const DOMAIN_ORDER = [
  'text-order',
  'chunks',
  'fields',
  'directory',
  'team',
  'email',
  'integration',
  'serials',
  'invoicing',
  'checkout',
  'routes',
  'drafts',
  'setup',
  'readiness',
  'triage',
  'fixes',
  'sync',
];

const domain = Object.fromEntries(
  DOMAIN_ORDER.map((noun, at) => [`shared/domain/${noun}`, DOMAIN_ORDER.slice(0, at).map((lower) => `shared/domain/${lower}`)]),
);
const everyNoun = Object.keys(domain);
const shared = ['shared/contract', 'shared/messages', ...everyNoun];
const below = [
  'src-main/groupware',
  'src-main/directory',
  'src-main/amazon',
  'src-main/delivery',
  'src-main/network',
  'src-main/files',
  'src-main/storage',
  'src-main/schedule',
  'src-main/disk',
  'src-main/redaction',
];
const main = ['src-main/app', 'src-main/company', ...below, 'src-main/sandbox', ...shared];

/**
 * Layers each layer may import besides itself. A file belongs to the longest matching layer.
 * @type {Record<string, string[]>}
 */
export const LAYERS = {
  ...domain,
  'shared/contract': everyNoun,
  'shared/messages': ['shared/contract', ...everyNoun],

  // Connections to servers: proxies, authorities, certificates, timeouts. Both vendors' layers use it.
  'src-main/network': shared,
  // Masks secrets in responses of servers, the log and command output.
  'src-main/redaction': [],
  'src-main/groupware': ['src-main/network', 'src-main/redaction', ...shared],
  // The company's directory by LDAP.
  'src-main/directory': ['src-main/network', 'src-main/redaction', ...shared],
  'src-main/amazon': ['src-main/network', 'src-main/redaction', ...shared],
  // Notification without a window: mail, chat.
  'src-main/delivery': ['src-main/network', ...shared],
  // Renames, removes and writes files that other programs may hold.
  'src-main/disk': shared,
  // Entries of the weekly check in the scheduler of the operating system.
  'src-main/schedule': ['src-main/files', 'src-main/disk', ...shared],
  'src-main/files': ['src-main/disk', ...shared],
  'src-main/storage': ['src-main/disk', 'src-main/redaction', ...shared],
  // The demo company responds over HTTP like real servers; it writes its exports with the same file formats.
  'src-main/sandbox': ['src-main/files', 'src-main/disk', ...shared],
  // One company while its file is open, shared by several nouns of the application.
  'src-main/company': [...below, ...shared],
  // People, sessions and roles of a team server; it knows no feature of the application.
  'src-main/team': ['src-main/company', 'src-main/storage', ...shared],
  'src-main/app': ['src-main/company', ...below, 'src-main/sandbox', ...shared],
  'src-main/hosts/policy': shared,
  'src-main/hosts/worker': main,
  // Shared by both hosts.
  'src-main/hosts': ['src-main/hosts/policy', 'src-main/hosts/worker', ...main],
  // HTTP of the loopback host and the team server.
  'src-main/hosts/http': main,
  'src-main/hosts/node': ['src-main/hosts', 'src-main/hosts/http', 'src-main/hosts/policy', ...main],
  'src-main/hosts/server': ['src-main/hosts', 'src-main/hosts/http', 'src-main/hosts/policy', 'src-main/team', ...main],
  'src-main/hosts/electron': ['src-main/hosts', 'src-main/hosts/policy', ...main],
  'src-main/hosts/cli': ['src-main/hosts', 'src-main/hosts/policy', 'src-main/hosts/server', 'src-main/hosts/worker', ...main],

  'src-renderer/client': shared,
  // The window's current screen and the parameters of each screen. It imports no screen.
  'src-renderer/navigation': shared,
  'src-renderer/ui': shared,
  // Components of several screens that query the host.
  'src-renderer/ui/drafts': ['src-renderer/ui', 'src-renderer/client', ...shared],
  // Shared by several screens: decisions about findings, draft editing, saved views, the report.
  'src-renderer/parts': ['src-renderer/navigation', 'src-renderer/ui/drafts', 'src-renderer/ui', 'src-renderer/client', ...shared],
  'src-renderer/screens': [
    'src-renderer/parts',
    'src-renderer/navigation',
    'src-renderer/ui/drafts',
    'src-renderer/ui',
    'src-renderer/client',
    ...shared,
  ],
  'src-renderer/app': [
    'src-renderer/screens',
    'src-renderer/parts',
    'src-renderer/navigation',
    'src-renderer/ui/drafts',
    'src-renderer/ui',
    'src-renderer/client',
    ...shared,
  ],
  'src-renderer': ['src-renderer/app', 'src-renderer/navigation', 'src-renderer/ui', 'src-renderer/client', ...shared],
};

/**
 * Single files or folders that may be imported although their layer may not, each with its reason.
 * @type {Array<{ from: string, to: string, because: string }>}
 */
export const EXCEPTIONS = [
  {
    from: 'src-main/hosts/electron/start.ts',
    to: 'src-main/hosts/cli/command-line.ts',
    because: 'the installed program is the command line as well: no Node is installed beside it',
  },
  { from: 'src-main/app/services/version.ts', to: 'package.json', because: 'the version has one place' },
];

/**
 * Folders whose subfolders must not import each other, although they are one layer; all may import `common` and the files in the folder
 * itself.
 */
export const APART = [
  { folder: 'src-renderer/screens', common: [] },
  { folder: 'src-main/app', common: ['services'] },
];

/**
 * Permitted packages by layer; the longest matching path applies. `node:` represents every Node module.
 * @type {Record<string, (string | RegExp)[]>}
 */
export const PACKAGES = {
  shared: ['zod'],
  'shared/messages': ['use-intl', 'intl-messageformat'],
  // Drafted objects are described by schemas; the full package would become part of the window's bundle.
  'shared/domain': ['zod/mini'],
  'shared/domain/checkout': ['@holiday-jp/holiday_jp'],
  'src-main': ['node:', /^(?!electron|react|@mantine|@tanstack|@tabler|zustand)/],
  'src-main/hosts/electron': ['node:', 'electron', /^(?!react|@mantine|@tanstack|@tabler|zustand)/],
  'src-renderer': [
    'react',
    'react-dom',
    'zustand',
    'zod',
    'zod/mini',
    'use-intl',
    'wanakana',
    /^@mantine\/[a-z]+$/,
    /^@mantine\/[a-z]+\/styles(\.layer)?\.css$/,
    /^@tabler\//,
    /^@tanstack\//,
  ],
};
