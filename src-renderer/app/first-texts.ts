import type { Transport } from '../client/index.ts';
import { loadTexts } from '../ui/index.ts';

type Language = 'ja' | 'en';

const AGAIN_MS = 1_000;

/** What is spoken where no preference is known yet. */
export const browserLanguage = (): Language => (navigator.language.startsWith('ja') ? 'ja' : 'en');

const preferred = async (client: Transport | null): Promise<Language> => {
  if (client === null) return browserLanguage();
  const settings = await client.call('console.settings', {});
  return settings.ok ? settings.value.language : 'ja';
};

/** The language that the window begins in, once its texts are here. Without any text nothing could be said, so it asks until they come. */
export const firstTexts = async (client: Transport | null): Promise<Language> => {
  const language = await preferred(client);
  for (;;) {
    try {
      await loadTexts(language);
      return language;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
};
