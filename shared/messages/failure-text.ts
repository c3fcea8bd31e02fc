import type { Failure } from '../contract/call/result.ts';
import type { MessageKey } from './keys.ts';

export interface FailureText {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** Returns the text below `error.<key>` with the ICU arguments inserted. */
type SayError = (key: MessageKey<'error'>, values: Record<string, string | number>) => string;

/**
 * All arguments used by texts of failures. A constant list, because a window loads the texts of only one language; a test finds missing
 * ones. The value `none` selects the variant of a text without the argument.
 */
export const FAILURE_ARGUMENTS = [
  'address',
  'after',
  'allowed',
  'before',
  'boundTo',
  'by',
  'cells',
  'changes',
  'character',
  'column',
  'columnNumber',
  'columns',
  'command',
  'company',
  'count',
  'days',
  'detail',
  'expected',
  'fault',
  'field',
  'file',
  'folder',
  'found',
  'gone',
  'guards',
  'headers',
  'holder',
  'known',
  'limit',
  'location',
  'lost',
  'memory',
  'message',
  'minutes',
  'module',
  'most',
  'name',
  'object',
  'other',
  'outcome',
  'people',
  'percent',
  'place',
  'places',
  'program',
  'reason',
  'ref',
  'role',
  'row',
  'side',
  'size',
  'some',
  'status',
  'target',
  'task',
  'the',
  'there',
  'value',
  'version',
  'waiting',
  'wanted',
  'way',
  'where',
  'why',
] as const;
const ABSENT: Readonly<Record<string, string>> = Object.fromEntries(FAILURE_ARGUMENTS.map((name) => [name, 'none']));

const MEBIBYTE = 1024 * 1024;

/** Arguments for the texts of a failure, complete for any parameters. A column without a name is identified by its number. */
const failureArguments = ({ code, params, ref }: Failure): Record<string, string | number> => {
  const column = String(params['column'] ?? '');
  const { limitMb, limit: most } = params;
  const limit = limitMb ?? (code === 'file-too-large' && typeof most === 'number' ? most / MEBIBYTE : undefined);
  return {
    ...ABSENT,
    ...(ref === undefined ? {} : { ref }),
    // An empty parameter, such as a server's empty response, counts as missing.
    ...Object.fromEntries(Object.entries(params).filter(([, value]) => value !== '')),
    ...(/^\d+$/.test(column) ? { column: 'none', columnNumber: column } : {}),
    ...(limit === undefined ? {} : { size: limit }),
  };
};

/** The texts of a failure: what happened, why, and what to do next. Used by window and command line. */
export function formatFailure(failure: Failure, say: SayError): FailureText {
  const values = failureArguments(failure);
  const part = (name: 'what' | 'why' | 'next'): string => say(`${failure.code}.${name}`, values);
  return { what: part('what'), why: part('why'), next: part('next') };
}
