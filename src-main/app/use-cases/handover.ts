import { createTexts } from '#shared/messages/texts.ts';
import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const handoverHandlers = ({ engine, files, jobs }: Scene): HandlersOf<'handover'> => ({
  'handover.write': ({ language }) => ({
    jobId: jobs.start('handover', async (work) => {
      const path = files.temporaryPath();
      const { chapters } = await engine.writeBook({ path, language }, work);
      const profile = (await engine.current())?.profile.name ?? '';
      const file = await files.add({ path, origin: 'report', name: `${createTexts(language)('book.name', { profile })}.html` });
      return { token: file.token, name: file.name, bytes: file.bytes, chapters };
    }),
  }),
});
