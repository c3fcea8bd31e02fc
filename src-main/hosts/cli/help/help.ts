import { Command, Help } from 'commander';
import stringWidth from 'string-width';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';
import { COMMAND_DEFINITIONS, type CommandDefinition } from '../options/definitions.ts';
import { EXIT_CODES, type ExitCode } from '../options/exit-codes.ts';
import { createCommand } from '../options/parser.ts';

/** Creates help from localized texts. Lines are wrapped by terminal columns: a Japanese character takes two. */
class SpokenHelp extends Help {
  readonly #translate: Translate;
  readonly #language: Language;

  constructor(translate: Translate, language: Language) {
    super();
    this.#translate = translate;
    this.#language = language;
  }

  override styleTitle(title: string): string {
    return this.#translate.phrase(`cli.titles.${title.replace(/:$/, '').toLowerCase().replaceAll(' ', '-')}`);
  }

  override commandUsage(command: Command): string {
    return command.usage();
  }

  override optionTerm({ flags }: { flags: string }): string {
    return flags.replace(/[<>]/g, '');
  }

  override optionDescription(option: Parameters<Help['optionDescription']>[0]): string {
    const { description, defaultValue } = option;
    return defaultValue === undefined ? description : `${description}${this.#translate('cli.fallback', { value: String(defaultValue) })}`;
  }

  override argumentDescription({ description }: Parameters<Help['argumentDescription']>[0]): string {
    return description;
  }

  override subcommandTerm(command: Command): string {
    return command.name();
  }

  override displayWidth(text: string): number {
    return stringWidth(text);
  }

  override boxWrap(text: string, width: number): string {
    return this.#language === 'ja'
      ? text
          .split('\n')
          .map((line) => wrapJapanese(line, width))
          .join('\n')
      : super.boxWrap(text, width);
  }
}

const words = new Intl.Segmenter('ja', { granularity: 'word' });
/** Punctuation that must not start a line (`CLOSING`) or end one (`OPENING`). */
const CLOSING = /^[、。」）)・:;,.=\-\]}]+$/u;
const OPENING = /[「（([{]$/u;

function wrapJapanese(line: string, width: number): string {
  const lines: string[] = [];
  let [current, held] = ['', ''];
  for (const { segment } of words.segment(line)) {
    const word = held + segment;
    held = OPENING.test(word) ? word : '';
    if (held !== '') continue;
    if (stringWidth(current + word) <= width || CLOSING.test(word)) current += word;
    else {
      lines.push(current.trimEnd());
      current = word.trimStart();
    }
  }
  return [...lines, current + held].join('\n');
}

/** Returns the usage line of a command with its required arguments. */
export function formatUsage({ name, operand, options, either = [] }: CommandDefinition, translate: Translate): string {
  const written = (key: string): string => `--${key} ${translate.phrase(`cli.values.${options[key]?.value}`)}`;
  const required = Object.entries(options).flatMap(([key, option]) => (option.required === true ? [written(key)] : []));
  const sets = either.map((keys) => keys.map(written).join(' '));
  if (sets.length > 0) required.push(`(${sets.join(' | ')})`);
  const given = operand === undefined ? [] : [operand.choices?.join('|') ?? translate.phrase(`cli.values.${operand.value}`)];
  const first = operand?.optional === true ? given.map((word) => `[${word}]`) : given;
  return ['tsunagi', name, ...first, ...required, translate('cli.usageOptions')].join(' ');
}

/** Returns the command of the parser library with its help texts. */
function describedCommand(definition: CommandDefinition, translate: Translate): Command {
  const { name } = definition;
  const command = createCommand(definition, translate);
  command.usage(formatUsage(definition, translate));
  command.summary(translate.phrase(`cli.commands.${name}.summary`)).description(translate.phrase(`cli.commands.${name}.about`));
  return command;
}

/** Returns the help of one command: usage, description, options, examples and exit codes. */
export function formatCommandHelp(definition: CommandDefinition, language: Language, width: number): string {
  const translate = createTexts(language);
  const { name, examples, exits } = definition;
  const help = new SpokenHelp(translate, language);
  help.prepareContext({ helpWidth: width });
  const section = (title: string, lines: readonly string[]): string[] => ['', `${translate.phrase(`cli.titles.${title}`)}`, ...lines];
  return [
    help.formatHelp(describedCommand(definition, translate), help).trimEnd(),
    ...section(
      'examples',
      examples.flatMap((example, at) => [`  ${translate.phrase(`cli.commands.${name}.examples.${at}`)}`, `    tsunagi ${example}`]),
    ),
    ...section(
      'exit-codes',
      exits.map((code) => `  ${code}  ${formatExitCode(definition, code, translate)}`),
    ),
    '',
  ].join('\n');
}

/** Returns the text of an exit code. Each command has its own texts for 0 and 1. */
export const formatExitCode = ({ name }: CommandDefinition, code: ExitCode, translate: Translate): string =>
  translate.phrase(code <= EXIT_CODES.blocked ? `cli.commands.${name}.exits.${code}` : `cli.exits.${code}`);

/** Returns the list of commands, one line each. */
export function formatGeneralHelp(language: Language, width: number): string {
  const translate = createTexts(language);
  const program = new Command('tsunagi').helpOption(false).helpCommand(false).usage(translate('cli.usageCommands'));
  for (const definition of COMMAND_DEFINITIONS) program.addCommand(describedCommand(definition, translate));
  const help = new SpokenHelp(translate, language);
  help.prepareContext({ helpWidth: width });
  help.subcommandDescription = (command) => command.summary();
  return [
    help.formatHelp(program, help).trimEnd(),
    '',
    translate('cli.helpMore'),
    '',
    help.boxWrap(translate('cli.environment'), width),
    '',
    translate('cli.titles.exit-codes'),
    ...Object.values(EXIT_CODES).map((code) => `  ${code}  ${translate.phrase(`cli.exits.${code}`)}`),
    '',
  ].join('\n');
}
