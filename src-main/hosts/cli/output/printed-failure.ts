import type { ErrorCode, Failure } from '#shared/contract/call/result.ts';
import { formatFailure } from '#shared/messages/failure-text.ts';
import { withoutServerText } from '#shared/messages/server-text.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { toExpectedFailure } from '../../../storage/storage-failure.ts';
import { maskSecrets } from '../secrets/masked-output.ts';
import { type CommandSecretName, SECRET_VARIABLES } from '../secrets/secret-name.ts';
import { OutputProblem } from './standard-output.ts';

/** A failure as text: what happened, why, and what to do next. */
export interface PrintedFailure {
  /** A code of the contract, or one that only the command line uses. */
  readonly code: ErrorCode | 'usage' | 'old-node' | 'output-refused';
  readonly params: Failure['params'];
  readonly what: string;
  readonly why: string;
  readonly next: string;
  /** Reference of the log entry; `null` if there is none. */
  readonly ref: string | null;
}

/** Failures whose next step differs between window and command line. */
const NEXT_HERE = [
  'file-unreadable',
  'file-not-writable',
  'file-list-other',
  'file-column-missing',
  'list-shrinks',
  'list-loses-addresses',
  'list-cut',
  'company-not-found',
  'keychain-unavailable',
  'keychain-locked',
  'secret-not-set',
  'trust-unconfirmed',
  'analysis-no-people',
] as const;

/** Secrets that `tsunagi secret` saves. Their next step names this command beside the environment variable. */
const SECRET_COMMAND_NAMES: Readonly<Partial<Record<CommandSecretName, string>>> = {
  mail: 'mail',
  webhook: 'webhook',
  backup: 'backup',
  'access-key': 'accessKey',
};

/** Returns text parameters for providing a secret that the keychain lacks: all variables if the secret is unknown. */
function secretParams(name: unknown) {
  const secret = (Object.keys(SECRET_VARIABLES) as CommandSecretName[]).find((each) => each === name);
  return secret === undefined
    ? { kind: 'none', variable: Object.values(SECRET_VARIABLES).join(' | ') }
    : { kind: SECRET_COMMAND_NAMES[secret] ?? 'none', variable: SECRET_VARIABLES[secret] };
}

export function toPrintedFailure(failure: Failure, translate: Translate): PrintedFailure {
  const { code, params, ref } = withoutServerText(failure);
  const text = formatFailure({ code, params }, (key, values) => translate(`error.${key}`, values));
  const here = NEXT_HERE.find((each) => each === code);
  return {
    code,
    params,
    ...text,
    ...(code === 'analysis-no-people' && { why: translate('cli.noPeople') }),
    // A command may write several files, so the text names the file instead of "the chosen file".
    ...(code === 'file-not-writable' && { what: translate('cli.notWritable', { file: String(params['file'] ?? 'none') }) }),
    ...(here && {
      next: translate(`cli.next.${here}`, {
        headers: String(params['headers'] || 'none'),
        reason: String(params['reason'] || 'none'),
        company: String(params['company'] ?? ''),
        digest: String(params['digest'] ?? ''),
        ...secretParams(params['name']),
      }),
    }),
    ref: ref ?? null,
  };
}

/** Creates a usage failure. `command`: the command whose usage is shown, if any. */
export const createUsageFailure = (what: string, translate: Translate, command?: string): PrintedFailure => ({
  code: 'usage',
  params: {},
  what,
  why: '',
  next: command === undefined ? translate('cli.seeHelp') : translate('cli.seeHelpOf', { command }),
  ref: null,
});

/** Whether an error means that Node is too old: it lacks a module or function such as `node:sqlite`. */
const isOldNode = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'ERR_UNKNOWN_BUILTIN_MODULE' ||
  (error instanceof SyntaxError && /'node:[\w/]+' does not provide an export named/.test(error.message));

/** Converts any thrown value to a printed failure. Unexpected errors are `internal`, without a stack. */
export function toCommandFailure(error: unknown, translate: Translate): PrintedFailure {
  if (isOldNode(error))
    return {
      ...createUsageFailure(translate('cli.oldNode.what', { version: process.versions.node }), translate),
      code: 'old-node',
      next: translate('cli.oldNode.next'),
    };
  if (error instanceof OutputProblem)
    return {
      ...createUsageFailure(translate('cli.outputRefused.what'), translate),
      code: 'output-refused',
      next: translate('cli.outputRefused.next'),
    };
  const expected = toExpectedFailure(error);
  if (expected !== null) return toPrintedFailure(expected.failure, translate);
  const [line = ''] = String(error).split('\n');
  return toPrintedFailure({ code: 'internal', params: {}, ref: maskSecrets(line).slice(0, 200) }, translate);
}

/** Returns what happened, why, and the next step, as lines for standard error. */
export function formatFailureLines({ what, why, next, ref }: PrintedFailure, command: string): string {
  const lines = [what, why, next].filter((line) => line !== '');
  return `${['tsunagi', command].filter((word) => word !== '').join(' ')}: ${lines.join('\n')}${ref === null ? '' : `\n(${ref})`}\n`;
}
