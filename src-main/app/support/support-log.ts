import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';

/** A log line reduced to parts that may be sent to support. */
export interface SupportLogLine {
  readonly at: string;
  readonly level: string;
  readonly message: string;
  readonly [fact: string]: string | number | readonly string[];
}

const oneOf =
  (...words: readonly string[]) =>
  (text: string): boolean =>
    words.includes(text);
const like =
  (form: RegExp) =>
  (text: string): boolean =>
    form.test(text);

/** Whether a text is an error code of Node or SQLite, such as `ERR_INVALID_ARG_TYPE`. */
const isCode = like(/^(?:E[A-Z0-9]{2,15}|(?:[A-Z0-9]+_)+[A-Z0-9]+)$/);
/** Whether a text is the name of an error class. */
const isErrorName = like(/^(?:[A-Z][A-Za-z]{0,30})?(?:Error|Exception)$/);

/** Parameters of a log line that may be included, with the check of their format. */
const FACTS: Readonly<Record<string, (text: string) => boolean>> = {
  ref: like(/^[0-9a-f]{8}$/),
  version: like(/^\d{1,3}\.\d{1,3}\.\d{1,3}(?:-[a-z]+\.\d{1,3})?$/),
  code: isCode,
  level: oneOf('trace', 'debug', 'info', 'warning', 'error', 'fatal'),
  // Reason and type of an ended Electron process.
  reason: oneOf('clean-exit', 'abnormal-exit', 'killed', 'crashed', 'oom', 'launch-failed', 'integrity-failure', 'memory-eviction'),
  type: oneOf('Utility', 'Zygote', 'Sandbox helper', 'GPU', 'Pepper Plugin', 'Pepper Plugin Broker', 'Unknown'),
  port: () => false,
  exitCode: () => false,
  errcode: () => false,
};
const MAX_FRAMES = 12;
const MAX_CAUSES = 3;

/**
 * Rebuilds log lines, oldest first, from allowed parts: the console's own words, codes and code positions. Error messages are left out,
 * because they may contain any input.
 */
export const toSupportLogLines = (lines: readonly string[]): readonly SupportLogLine[] => lines.flatMap((line) => lineOf(line) ?? []);

/** Limits for parsing a line; the log is untrusted, because other programs can write to it. */
const LINE_LIMITS = { depth: 64, entries: 100_000 } as const;

function lineOf(line: string): SupportLogLine | null {
  const reading = readBoundedJson(line, LINE_LIMITS);
  if (reading.kind === 'refused') return null;
  const parsed = reading.value;
  if (typeof parsed !== 'object' || parsed === null) return null;
  const record = parsed as Readonly<Record<string, unknown>>;
  const at = new Date(String(record['at']));
  if (Number.isNaN(at.getTime())) return null;
  const facts: Record<string, string | number | readonly string[]> = {};
  for (const [name, allows] of Object.entries(FACTS)) {
    const fact = record[name];
    if (typeof fact === 'number' || (typeof fact === 'string' && allows(fact))) facts[name] = fact;
  }
  const error = record['error'];
  if (typeof error === 'object' && error !== null) Object.assign(facts, errorFacts(error as Readonly<Record<string, unknown>>));
  return { level: 'info', at: at.toISOString(), message: ownWords(String(record['message'] ?? '')), ...facts };
}

function errorFacts(error: Readonly<Record<string, unknown>>): Readonly<Record<string, string | number | readonly string[]>> {
  const chain = causesOf(error);
  const names = chain.flatMap(({ name, code, errcode }) => [
    ...(typeof name === 'string' && isErrorName(name) ? [name] : []),
    ...(typeof code === 'string' && isCode(code) ? [code] : []),
    ...(typeof errcode === 'number' ? [String(errcode)] : []),
  ]);
  return { error: names, frames: framesOf(String(chain[0]?.['stack'] ?? '')) };
}

function causesOf(error: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const chain = [error];
  for (
    let cause = error['cause'];
    typeof cause === 'object' && cause !== null && chain.length < MAX_CAUSES;
    cause = (cause as typeof error)['cause']
  )
    chain.push(cause as typeof error);
  return chain;
}

/** Shortens stack lines: `at readPeople (/home/someone/app/dist/main/electron.js:12:3)` becomes `readPeople electron.js:12:3`. */
function framesOf(stack: string): readonly string[] {
  return [
    ...stack.matchAll(/^\s*at (?:(?:async )?([\w.$<>#]+)(?: \[as \w+\])? \()?.*?([\w.-]+\.(?:[cm]?js|ts)|node:[\w/]+):(\d+):(\d+)\)?$/gm),
  ]
    .slice(0, MAX_FRAMES)
    .map(([, name = '', file, line, column]) => `${name === '' ? '' : `${name} `}${file}:${line}:${column}`);
}

/** Masks everything except lower-case words and call names, of which the console's own messages consist. */
const ownWords = (message: string): string =>
  message
    .slice(0, 200)
    .split(' ')
    .map((word) => (/^(?:[a-z]{1,20}[:,]?|[a-z]{2,20}\.[a-zA-Z]{2,30}|(?:GET|POST|HEAD|PUT|DELETE))$/.test(word) ? word : '…'))
    .join(' ');
