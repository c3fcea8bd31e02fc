import { createTexts, type Language } from '#shared/messages/texts.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

export function printHelp(language: Language): ExitCode {
  process.stdout.write(`${createTexts(language)('cli.help')}\n`);
  return EXIT.fine;
}

export function printUnknownCommand(name: string, language: Language): ExitCode {
  const texts = createTexts(language);
  process.stderr.write(`${texts('cli.unknownCommand', { name: name.slice(0, 60) })}\n${texts('cli.seeHelp')}\n`);
  return EXIT.badInput;
}
