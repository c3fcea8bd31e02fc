import { planText } from '#shared/messages/plan-text.ts';
import { answer, oneOf, readOptions, UsageError } from './arguments.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createSpeech, withExit } from './outcome.ts';

const OPTIONS = {
  profile: { type: 'string' },
  out: { type: 'string' },
  format: { type: 'string' },
  encoding: { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `tsunagi plan`: reads the server and writes what is chosen into a file. Exit 0 it can be applied, 1 something stands against it, 3 no server. */
export const runPlan = (args: readonly string[]): Promise<ExitCode> =>
  answer('plan', args, async (translate, language) => {
    const options = readOptions(args, OPTIONS, translate);
    const { profile: wanted, out } = options;
    if (wanted === undefined || out === undefined) throw new UsageError('--profile NAME --out FILE');
    const format = oneOf('--format', options.format ?? 'json', ['json', 'csv', 'html']);
    const encoding = oneOf('--encoding', options.encoding ?? 'utf8', ['utf8', 'utf8-bom', 'cp932']);
    if (format !== 'csv' && encoding !== 'utf8') throw new UsageError(`--format ${format} --encoding ${encoding}: --encoding is for csv`);
    const speech = createSpeech(translate, options.json === true);
    return withExit(speech, async () => {
      const workspace = await (await import('./workspace.ts')).openCommandWorkspace(wanted, options['data-dir'], translate);
      const { engine } = workspace;
      const work = { signal: new AbortController().signal, report: (progress: object) => speech.tell({ type: 'progress', ...progress }) };
      try {
        await engine.readServer(await workspace.access(), work);
        const { items } = await engine.exportPlan({ path: out, format, encoding, language }, work);
        const { digest, totals, refused } = await engine.planState();
        const { guards } = await engine.planGuards({ reason: '' });
        const blocked = guards.filter(({ state }) => state === 'blocked');
        const { effects } = await engine.planEffects();
        speech.tell({
          type: 'plan',
          out,
          digest,
          items,
          totals,
          refused,
          effects,
          guards: guards.map(({ id, state, sentence }) => ({ id, state, text: planText(sentence, translate) })),
          blocked: blocked.map(({ id, sentence }) => ({ id, text: planText(sentence, translate) })),
        });
        speech.say(translate('cli.plan.written', { items, out }));
        for (const { sentence } of blocked) speech.say(`  ${planText(sentence, translate)}`);
        if (totals.undecided > 0) speech.say(`  ${translate('cli.plan.undecided', { count: totals.undecided })}`);
        return blocked.length > 0 || totals.undecided > 0 ? EXIT.blocked : EXIT.fine;
      } finally {
        await workspace.close();
      }
    });
  });
