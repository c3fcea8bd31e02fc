import { EXIT, type ExitCode } from './exit-codes.ts';

/** The commands, each loaded only when it is asked for, so that a scheduler's audit starts fast. */
const COMMANDS: Readonly<Record<string, () => Promise<(args: readonly string[]) => Promise<ExitCode>>>> = {
  abandon: async () => (await import('./runs.ts')).runAbandon,
  apply: async () => (await import('./apply.ts')).runApply,
  audit: async () => (await import('./audit.ts')).runAudit,
  digest: async () => (await import('./digest.ts')).runDigest,
  history: async () => (await import('./history.ts')).runHistory,
  plan: async () => (await import('./plan.ts')).runPlan,
  doctor: async () => (await import('./doctor.ts')).runDoctorCommand,
  runs: async () => (await import('./runs.ts')).runRuns,
  sandbox: async () => (await import('./sandbox.ts')).runSandboxCommand,
};

const asksForHelp = (word: string): boolean => word === '--help' || word === '-h';

async function main(argv: readonly string[]): Promise<ExitCode> {
  const [name = 'help', ...args] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined && !args.some(asksForHelp)) return (await command())(args);
  const { printHelp, printUnknownCommand } = await import('./help.ts');
  const { languageAsked } = await import('./arguments.ts');
  if (command !== undefined || name === 'help' || asksForHelp(name)) return printHelp(languageAsked(args));
  if (name === '--version' || name === 'version') {
    const { VERSION } = await import('../../app/version.ts');
    process.stdout.write(`${VERSION}\n`);
    return EXIT.fine;
  }
  return printUnknownCommand(name, languageAsked(args));
}

/** Whatever no command told: in words like every other failure, and never with the code of something that blocks. */
async function failed(error: unknown): Promise<void> {
  const [{ languageAsked }, { exitOf }, { failureLines, failureOf }, { createTexts }] = await Promise.all([
    import('./arguments.ts'),
    import('./outcome.ts'),
    import('./speech.ts'),
    import('#shared/messages/texts.ts'),
  ]);
  const failure = failureOf(error);
  process.stderr.write(failureLines(failure, createTexts(languageAsked(process.argv.slice(2)))));
  process.exit(exitOf(failure));
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode);
  void failed(error);
});
process.on('uncaughtException', (error) => void failed(error)).on('unhandledRejection', (error) => void failed(error));
await main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, failed);
