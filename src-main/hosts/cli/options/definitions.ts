import { EXIT_CODES, type ExitCode } from './exit-codes.ts';

/** Kind of a value for usage and help. The shell completes files and folders by it. */
export type ValueKind =
  | 'FILE'
  | 'FOLDER'
  | 'NAME'
  | 'TEXT'
  | 'DOMAINS'
  | 'DAY'
  | 'DAYS'
  | 'SECONDS'
  | 'ADDRESS'
  | 'SERVER'
  | 'SECRETWHAT'
  | 'LIST'
  | 'ROW'
  | 'LIMIT'
  | 'SEPARATOR'
  | 'NUMBER'
  | 'HASH'
  | 'FORM'
  | 'PLANFILE'
  | 'BACKUPFILE'
  | 'RUN'
  | 'WHAT'
  | 'SHELL'
  | 'COMMAND';

/** An option of a command; a switch if `value` is omitted. */
export interface OptionDefinition {
  readonly value?: ValueKind;
  readonly choices?: readonly string[];
  readonly required?: true;
  readonly multiple?: true;
  /** Default value if the option is omitted. */
  readonly fallback?: string;
  /** Text key below `cli.options`, if it differs from the name. */
  readonly text?: string;
}
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

export interface Operand {
  readonly value: ValueKind;
  readonly choices?: readonly string[];
  readonly optional?: true;
}

/** Definition of a command for parser, help, completion and `docs/cli.md`. Texts are below `cli.commands`. */
export interface CommandDefinition {
  readonly name: string;
  readonly operand?: Operand;
  readonly options: OptionDefinitions;
  /** Sets of options of which one is required. */
  readonly either?: readonly (readonly string[])[];
  /** Example arguments after `tsunagi`; each has a text. */
  readonly examples: readonly string[];
  readonly exits: readonly ExitCode[];
}

type Choice<D extends OptionDefinition | Operand> = D extends { readonly choices: readonly (infer C)[] } ? C : string;
type ValueOf<D extends OptionDefinition> = D extends { readonly value: ValueKind }
  ? D extends { readonly multiple: true }
    ? readonly Choice<D>[]
    : D extends { readonly required: true } | { readonly fallback: string }
      ? Choice<D>
      : Choice<D> | undefined
  : boolean;

/** Types of parsed values by option name. */
export type OptionValues<T extends OptionDefinitions> = { readonly [K in keyof T]: ValueOf<T[K]> };
export type OperandValue<D extends CommandDefinition> = D extends { readonly operand: infer O extends Operand }
  ? O extends { readonly optional: true }
    ? Choice<O> | undefined
    : Choice<O>
  : undefined;

/** Options that every command has. */
export const COMMON_OPTIONS = {
  json: {},
  quiet: {},
  lang: { value: 'FORM', choices: ['ja', 'en'] },
} as const satisfies OptionDefinitions;

const DATA_FOLDER = { 'data-dir': { value: 'FOLDER' } } as const satisfies OptionDefinitions;
/** Option of commands that need the lock of a folder. */
const WAIT = { wait: { value: 'SECONDS', fallback: '0' } } as const satisfies OptionDefinitions;
const COMPANY = { profile: { value: 'NAME', required: true }, ...DATA_FOLDER } as const satisfies OptionDefinitions;
const ENCODING = { value: 'FORM', choices: ['utf8', 'utf8-bom', 'cp932'], fallback: 'utf8' } as const satisfies OptionDefinition;

/** Options for reading list files. */
export const LIST_OPTIONS = {
  words: { value: 'FILE' },
  'header-row': { value: 'ROW', multiple: true },
  separator: { value: 'SEPARATOR', multiple: true },
  'skip-bad-rows': {},
  profile: { value: 'NAME', text: 'audited-profile' },
  ...DATA_FOLDER,
} as const satisfies OptionDefinitions;

const { fine, blocked, badInput, serverUnreachable, refusedByGuard, ownFault } = EXIT_CODES;

export const AUDIT_COMMAND = {
  name: 'audit',
  options: {
    neo: { value: 'FILE' },
    amazon: { value: 'FILE' },
    organizations: { value: 'FILE' },
    directory: { value: 'FILE' },
    domains: { value: 'DOMAINS' },
    'alias-domain': { value: 'DOMAINS', multiple: true },
    today: { value: 'DAY' },
    format: { value: 'FORM', choices: ['json', 'csv', 'xlsx', 'html'], fallback: 'json' },
    encoding: ENCODING,
    out: { value: 'FILE' },
    company: { value: 'NAME' },
    ...LIST_OPTIONS,
    'previous-neo': { value: 'FILE' },
    'previous-amazon': { value: 'FILE' },
    'max-shrink': { value: 'LIMIT' },
    'since-last': { value: 'FILE' },
  },
  either: [['neo', 'amazon'], ['profile']],
  examples: [
    'audit --neo NEO.csv --amazon AMAZON.csv --format xlsx --out report.xlsx',
    'audit --neo NEO.csv --amazon AMAZON.csv --domains example.co.jp --alias-domain old.example=example.co.jp',
    'audit --neo NEO.csv --amazon AMAZON.csv --previous-neo last/NEO.csv --max-shrink 10%',
    'audit --neo NEO.csv --amazon AMAZON.csv --since-last last.json --format html --out new.html',
    'audit --neo NEO.csv --amazon AMAZON.csv --directory AD.csv',
    'audit --profile 本社 --format xlsx --out report.xlsx',
  ],
  exits: [fine, blocked, badInput, refusedByGuard, ownFault],
} as const satisfies CommandDefinition;

/** Options that select the mail server's password in the keychain. */
const MAIL_SERVER = { smtp: { value: 'SERVER' }, 'smtp-user': { value: 'NAME' } } as const satisfies OptionDefinitions;

export const WATCH_COMMAND = {
  name: 'watch',
  options: {
    state: { value: 'FOLDER', required: true },
    neo: { value: 'LIST', text: 'watched-neo' },
    amazon: { value: 'LIST', required: true, text: 'watched-amazon' },
    organizations: { value: 'LIST', text: 'watched-organizations' },
    ...LIST_OPTIONS,
    profile: { value: 'NAME', text: 'watched-profile' },
    domains: { value: 'DOMAINS' },
    'alias-domain': { value: 'DOMAINS', multiple: true },
    today: { value: 'DAY' },
    'max-shrink': { value: 'LIMIT' },
    'max-age': { value: 'DAYS' },
    format: { value: 'FORM', choices: ['xlsx', 'csv', 'html', 'json'], fallback: 'xlsx' },
    encoding: ENCODING,
    out: { value: 'FILE', text: 'watched-out' },
    company: { value: 'NAME' },
    ...WAIT,
    log: { value: 'FILE' },
    always: {},
    'mail-to': { value: 'ADDRESS', multiple: true },
    'mail-from': { value: 'ADDRESS' },
    ...MAIL_SERVER,
    'smtp-protection': { value: 'FORM', choices: ['starttls', 'tls', 'none'] },
    webhook: { value: 'NAME' },
    'webhook-form': { value: 'FORM', choices: ['json', 'teams', 'slack', 'chatwork'], fallback: 'json' },
    ca: { value: 'FILE' },
  },
  examples: [
    'watch --state state --neo NEO.csv --amazon AMAZON.csv --out new.xlsx',
    'watch --state state --neo lists/neo --amazon "lists/amazon*.csv" --max-age 8 --log watch.log',
    'watch --state state --profile 本社 --amazon lists/amazon --wait 300',
    'watch --state state --neo NEO.csv --amazon AMAZON.csv --smtp mail.example.co.jp:587 --smtp-user tsunagi --mail-from tsunagi@example.co.jp --mail-to it@example.co.jp',
    'watch --state state --neo NEO.csv --amazon AMAZON.csv --webhook it --webhook-form teams',
  ],
  exits: [fine, blocked, badInput, serverUnreachable, refusedByGuard, ownFault],
} as const satisfies CommandDefinition;

export const SECRET_COMMAND = {
  name: 'secret',
  operand: { value: 'SECRETWHAT', choices: ['set', 'clear', 'check'] },
  options: { ...MAIL_SERVER, webhook: { value: 'NAME', text: 'secret-webhook' }, backup: { text: 'secret-backup' } },
  examples: [
    'secret set --smtp mail.example.co.jp:587 --smtp-user tsunagi',
    'secret set --webhook it',
    'secret check --webhook it',
    'secret set --backup',
  ],
  exits: [fine, blocked, badInput, ownFault],
} as const satisfies CommandDefinition;

export const PLAN_COMMAND = {
  name: 'plan',
  options: {
    ...COMPANY,
    ...WAIT,
    out: { value: 'FILE', required: true, text: 'plan-out' },
    format: { value: 'FORM', choices: ['json', 'csv', 'html'], fallback: 'json' },
    encoding: ENCODING,
  },
  examples: ['plan --profile 本社 --out plan.json', 'plan --profile 本社 --format html --out plan.html'],
  exits: [fine, blocked, badInput, serverUnreachable, refusedByGuard, ownFault],
} as const satisfies CommandDefinition;

export const APPLY_COMMAND = {
  name: 'apply',
  operand: { value: 'PLANFILE' },
  options: {
    reason: { value: 'TEXT', required: true },
    operator: { value: 'NAME' },
    'if-held': { value: 'FORM', choices: ['refuse', 'take-over'], fallback: 'refuse' },
    'on-failure': { value: 'FORM', choices: ['stop', 'go-on'], fallback: 'stop' },
    company: { value: 'NAME', text: 'armed-company' },
    approval: { value: 'FILE', multiple: true },
    yes: {},
    ...WAIT,
    ...DATA_FOLDER,
  },
  examples: ['apply plan.json --reason "組織変更のため"', 'apply plan.json --reason "夜間の反映" --operator 夜間ジョブ --yes --json'],
  exits: [fine, blocked, badInput, serverUnreachable, refusedByGuard, ownFault],
} as const satisfies CommandDefinition;

export const DIGEST_COMMAND = {
  name: 'digest',
  options: {
    ...COMPANY,
    days: { value: 'DAYS', fallback: '7' },
    format: { value: 'FORM', choices: ['text', 'json', 'html'], text: 'digest-format' },
    out: { value: 'FILE' },
  },
  examples: ['digest --profile 本社', 'digest --profile 本社 --days 30 --format html --out digest.html'],
  exits: [fine, blocked, badInput, ownFault],
} as const satisfies CommandDefinition;

export const RUNS_COMMAND = {
  name: 'runs',
  options: COMPANY,
  examples: ['runs --profile 本社'],
  exits: [fine, blocked, badInput, ownFault],
} as const satisfies CommandDefinition;

export const ABANDON_COMMAND = {
  name: 'abandon',
  operand: { value: 'RUN' },
  options: { ...COMPANY, reason: { value: 'TEXT', required: true } },
  examples: ['abandon 0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57 --profile 本社 --reason "担当が変わるため"'],
  exits: [fine, badInput, ownFault],
} as const satisfies CommandDefinition;

export const READ_COMMAND = {
  name: 'read',
  operand: { value: 'WHAT', choices: ['directory', 'amazon-orders'] },
  options: { ...COMPANY, ...WAIT, days: { value: 'DAYS', fallback: '90', text: 'read-days' } },
  examples: ['read directory --profile 本社', 'read amazon-orders --profile 本社 --days 30'],
  exits: [fine, badInput, serverUnreachable, refusedByGuard, ownFault],
} as const satisfies CommandDefinition;

export const CREATE_COMMAND = {
  name: 'create',
  operand: { value: 'WHAT', choices: ['amazon-users'] },
  options: {
    ...COMPANY,
    group: { value: 'TEXT', required: true, text: 'amazon-group' },
    'no-invitation': {},
    confirm: { value: 'NUMBER', text: 'confirmed-people' },
    operator: { value: 'NAME', text: 'creating-operator' },
    ...WAIT,
  },
  examples: [
    'create amazon-users --profile 本社 --group AYPNISUBADXXX',
    'create amazon-users --profile 本社 --group AYPNISUBADXXX --no-invitation --confirm 12 --operator 田中',
  ],
  exits: [fine, blocked, badInput, serverUnreachable, refusedByGuard, ownFault],
} as const satisfies CommandDefinition;

export const ORDERS_COMMAND = {
  name: 'orders',
  options: { ...COMPANY, hours: { value: 'NUMBER', fallback: '24' } },
  examples: ['orders --profile 本社', 'orders --profile 本社 --hours 48 --json'],
  exits: [fine, blocked, badInput, ownFault],
} as const satisfies CommandDefinition;

export const HISTORY_COMMAND = {
  name: 'history',
  operand: { value: 'WHAT', choices: ['verify'] },
  options: { ...COMPANY, head: { value: 'HASH' } },
  examples: ['history verify --profile 本社'],
  exits: [fine, blocked, badInput, ownFault],
} as const satisfies CommandDefinition;

export const BACKUP_COMMAND = {
  name: 'backup',
  options: { to: { value: 'FILE', required: true }, ...DATA_FOLDER },
  examples: ['backup --to tsunagi.tsunagi-backup', 'backup --to /srv/backup/tsunagi.tsunagi-backup --quiet'],
  exits: [fine, blocked, badInput, ownFault],
} as const satisfies CommandDefinition;

export const RESTORE_COMMAND = {
  name: 'restore',
  operand: { value: 'BACKUPFILE' },
  options: { into: { value: 'FOLDER', required: true }, replace: {} },
  examples: ['restore tsunagi.tsunagi-backup --into restored', 'restore tsunagi.tsunagi-backup --into restored --replace'],
  exits: [fine, badInput, ownFault],
} as const satisfies CommandDefinition;

export const TRUST_COMMAND = {
  name: 'trust',
  options: { ...COMPANY, confirm: { value: 'HASH' } },
  examples: ['trust --profile 本社', 'trust --profile 本社 --confirm 0123456789abcdef0123456789abcdef'],
  exits: [fine, blocked, badInput, ownFault],
} as const satisfies CommandDefinition;

export const DOCTOR_COMMAND = {
  name: 'doctor',
  options: {
    profile: { value: 'NAME', text: 'tested-profile' },
    connection: { value: 'FORM', choices: ['groupware', 'directory', 'amazon-business'], fallback: 'groupware' },
    deep: {},
    ...DATA_FOLDER,
  },
  examples: ['doctor', 'doctor --profile 本社', 'doctor --deep', 'doctor --profile 本社 --connection amazon-business'],
  exits: [fine, blocked, badInput, serverUnreachable, ownFault],
} as const satisfies CommandDefinition;

export const SANDBOX_COMMAND = {
  name: 'sandbox',
  options: {
    port: { value: 'NUMBER', fallback: '0' },
    server: { value: 'FORM', choices: ['linux', 'windows'], fallback: 'linux' },
    folder: { value: 'TEXT' },
    'data-dir': { value: 'FOLDER', text: 'sandbox-folder' },
  },
  examples: ['sandbox --port 8080'],
  exits: [fine, badInput, ownFault],
} as const satisfies CommandDefinition;

export const SERVE_COMMAND = {
  name: 'serve',
  options: {
    config: { value: 'FILE', text: 'server-config' },
    demo: { text: 'server-demo' },
    port: { value: 'NUMBER', text: 'server-port' },
    'new-recovery-code': {},
    'rotate-key': { value: 'FILE' },
    'access-log': {},
  },
  examples: [
    'serve --demo',
    'serve --config server.yaml',
    'serve --config server.yaml --new-recovery-code',
    'serve --config server.yaml --access-log --json',
  ],
  exits: [fine, badInput, ownFault],
} as const satisfies CommandDefinition;

export const COMPLETION_COMMAND = {
  name: 'completion',
  operand: { value: 'SHELL', choices: ['bash', 'zsh', 'powershell'] },
  options: {},
  examples: [
    'completion bash > ~/.local/share/bash-completion/completions/tsunagi',
    'completion zsh > ~/.zfunc/_tsunagi',
    'completion powershell >> $PROFILE',
  ],
  exits: [fine, badInput],
} as const satisfies CommandDefinition;

export const HELP_COMMAND = {
  name: 'help',
  operand: { value: 'COMMAND', optional: true },
  options: {},
  examples: ['help audit'],
  exits: [fine, badInput],
} as const satisfies CommandDefinition;

export const VERSION_COMMAND = { name: 'version', options: {}, examples: ['version'], exits: [fine] } as const satisfies CommandDefinition;

/** Definitions of all commands, in the order of the help. */
export const COMMAND_DEFINITIONS: readonly CommandDefinition[] = [
  AUDIT_COMMAND,
  WATCH_COMMAND,
  SECRET_COMMAND,
  PLAN_COMMAND,
  APPLY_COMMAND,
  RUNS_COMMAND,
  ABANDON_COMMAND,
  READ_COMMAND,
  ORDERS_COMMAND,
  CREATE_COMMAND,
  HISTORY_COMMAND,
  DIGEST_COMMAND,
  BACKUP_COMMAND,
  RESTORE_COMMAND,
  TRUST_COMMAND,
  DOCTOR_COMMAND,
  SANDBOX_COMMAND,
  SERVE_COMMAND,
  COMPLETION_COMMAND,
  HELP_COMMAND,
  VERSION_COMMAND,
];
