import { createTexts } from '#shared/messages/texts.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { languageOf } from './speech.ts';

export function printHelp(): ExitCode {
  process.stdout.write(`${createTexts(languageOf(undefined))('cli.help')}\n`);
  return EXIT.fine;
}

export function printUnknownCommand(name: string): ExitCode {
  const texts = createTexts(languageOf(undefined));
  process.stderr.write(`${texts('cli.unknownCommand', { name: name.slice(0, 60) })}\n${texts('cli.seeHelp')}\n`);
  return EXIT.badInput;
}
