import { loadTexts } from '../../ui/index.ts';

type Language = 'ja' | 'en';

const AGAIN_MS = 1_000;

/** The language if no preference is known yet. */
export const getBrowserLanguage = (): Language => (navigator.language.startsWith('ja') ? 'ja' : 'en');

/** The language, once its texts are loaded. Nothing can be shown without texts, so loading is repeated until it succeeds. */
export const loadTextsWithRetry = async (language: Language): Promise<Language> => {
  for (;;) {
    try {
      await loadTexts(language);
      return language;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
};
