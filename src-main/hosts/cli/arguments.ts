import { parseArgs } from 'node:util';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { exitOf } from './outcome.ts';
import { failureLines, failureOf, languageOf } from './speech.ts';
import { UsageError } from './usage-error.ts';

export { UsageError };

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>>;

/** What every command takes. */
const COMMON = { lang: { type: 'string' } } as const satisfies Options;

/** The options of a command by name, strictly. Throws UsageError in the given language, naming what was not understood. */
export function readOptions<const T extends Options>(args: readonly string[], own: T, translate: Translate) {
  const options = { ...COMMON, ...own };
  for (const token of parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens) {
    if (token.kind === 'positional') throw new UsageError(translate('cli.usage.unexpected', { text: token.value.slice(0, 60) }));
    if (token.kind !== 'option') continue;
    const { rawName, value, inlineValue } = token;
    const known = Object.hasOwn(options, token.name) ? (options as Options)[token.name] : undefined;
    if (known === undefined) throw new UsageError(translate('cli.usage.unknownOption', { option: rawName.slice(0, 60) }));
    // `--neo --amazon FILE`: an option is no value, unless it is written with `=`.
    const missing = value === undefined || value === '' || (inlineValue !== true && value.startsWith('-') && value.length > 1);
    if (known.type === 'string' && missing) throw new UsageError(translate('cli.usage.valueMissing', { option: rawName }));
    if (known.type === 'boolean' && value !== undefined) throw new UsageError(translate('cli.usage.noValue', { option: rawName }));
  }
  const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  if ('lang' in values) oneOf('--lang', String(values.lang), ['ja', 'en']);
  return values;
}

/** The language asked for by `--lang` anywhere among the words, so that even a usage error speaks it. */
export function languageAsked(args: readonly string[]): Language {
  const { lang } = parseArgs({ args: [...args], options: COMMON, strict: false }).values;
  return languageOf(typeof lang === 'string' ? lang : undefined);
}

/** Runs a command; a usage error or a failure becomes lines for standard error, in its language, and its exit code. Nothing is thrown. */
export async function answer(
  command: string,
  args: readonly string[],
  run: (translate: Translate, language: Language) => Promise<ExitCode>,
): Promise<ExitCode> {
  const language = languageAsked(args);
  const translate = createTexts(language);
  try {
    return await run(translate, language);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`tsunagi ${command}: ${error.message}\n${translate('cli.seeHelp')}\n`);
      return EXIT.badInput;
    }
    const failure = failureOf(error);
    process.stderr.write(failureLines(failure, translate));
    return exitOf(failure);
  }
}

/** One of a closed set of values. Throws UsageError naming them. */
export function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} ${value}: ${allowed.join(' | ')}`);
  return found;
}
