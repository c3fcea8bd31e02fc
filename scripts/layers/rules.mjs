// Who may import whom. Described in docs/architecture.md. A folder not named here is an error:
// a new one has to find its place first.

/** The nouns of `shared/domain`, lowest first: a folder imports only folders that stand before it. */
export const DOMAIN_ORDER = [
  'text-order',
  'pieces',
  'fields',
  'directory',
  'email',
  'integration',
  'serials',
  'invoicing',
  'checkout',
  'routes',
  'drafts',
  'setup',
  'readiness',
  'sync',
];

const domain = Object.fromEntries(
  DOMAIN_ORDER.map((noun, at) => [`shared/domain/${noun}`, DOMAIN_ORDER.slice(0, at).map((lower) => `shared/domain/${lower}`)]),
);
const everyNoun = Object.keys(domain);
const shared = ['shared/contract', 'shared/messages', ...everyNoun];
const below = [
  'src-main/groupware',
  'src-main/amazon',
  'src-main/delivery',
  'src-main/network',
  'src-main/files',
  'src-main/storage',
  'src-main/disk',
  'src-main/redaction',
];
const main = ['src-main/app', 'src-main/company', ...below, 'src-main/sandbox', ...shared];

/**
 * Layer to the layers it may import; its own files it always may. A file belongs to the longest layer that its path
 * begins with.
 * @type {Record<string, string[]>}
 */
export const LAYERS = {
  ...domain,
  'shared/contract': everyNoun,
  'shared/messages': ['shared/contract', ...everyNoun],

  // The way to a server: proxies, authorities, certificates, timeouts. Below both vendors, because either is reached through it.
  'src-main/network': shared,
  // Masks secrets in answers of servers, in the log and in what a command prints.
  'src-main/redaction': [],
  'src-main/groupware': ['src-main/network', 'src-main/redaction', ...shared],
  'src-main/amazon': ['src-main/network', 'src-main/redaction', ...shared],
  // How somebody is told who has no window open: mail, chat.
  'src-main/delivery': ['src-main/network', ...shared],
  // Renaming, removing and writing where other programs may hold a file.
  'src-main/disk': shared,
  'src-main/files': ['src-main/disk', ...shared],
  'src-main/storage': ['src-main/disk', 'src-main/redaction', ...shared],
  // The demo company answers over HTTP like the real servers; it writes its exports with the same file formats.
  'src-main/sandbox': ['src-main/files', 'src-main/disk', ...shared],
  // One company while its file is open: what several nouns of the application work on.
  'src-main/company': [...below, ...shared],
  'src-main/app': ['src-main/company', ...below, 'src-main/sandbox', ...shared],
  'src-main/hosts/policy': shared,
  'src-main/hosts/worker': main,
  // What both hosts share in the hosts' own folder.
  'src-main/hosts': ['src-main/hosts/policy', 'src-main/hosts/worker', ...main],
  'src-main/hosts/node': ['src-main/hosts', 'src-main/hosts/policy', ...main],
  'src-main/hosts/electron': ['src-main/hosts', 'src-main/hosts/policy', ...main],
  'src-main/hosts/cli': ['src-main/hosts', 'src-main/hosts/policy', 'src-main/hosts/worker', ...main],

  'src-renderer/client': shared,
  // Where the window is, and with which params each screen may be opened. It knows no screen.
  'src-renderer/navigation': shared,
  'src-renderer/ui': shared,
  // Parts of several screens that ask the host themselves.
  'src-renderer/ui/drafts': ['src-renderer/ui', 'src-renderer/client', ...shared],
  // What several screens are made of: deciding about findings, editing a draft, views under a name, the report.
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
 * Folders whose subfolders do not know each other, although they are one layer; all of them may know `common` and the files that stand in
 * the folder itself.
 */
export const APART = [
  { folder: 'src-renderer/screens', common: [] },
  { folder: 'src-main/app', common: ['services'] },
];

/**
 * Packages by layer, the longest matching path counts. `node:` stands for every module of Node.
 * @type {Record<string, (string | RegExp)[]>}
 */
export const PACKAGES = {
  shared: ['zod'],
  'shared/messages': ['use-intl', 'intl-messageformat'],
  // Drafted objects are described by schemas; the full package would come into the window's bundle with them.
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
