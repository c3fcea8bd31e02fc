import { defineConfig } from 'vitest/config';
import everyTest from '../../../vitest.config.ts';

/** The tests that need no window, on the existing build; each file reports which changes it reaches. */
const SUITES = ['unit', 'property', 'contract', 'integration'];
/** What reads the sources, or needs what is not in a copy of them. */
const OF_SOURCES = ['test/unit/{electron,layers,messages,mutation,packaging,renderer,scripts}/**', 'test/integration/packaging/**'];

export default defineConfig({
  test: {
    ...everyTest.test,
    // In the first run each file loads what it meets itself.
    isolate: process.env['TSUNAGI_MET_CHANGES'] !== undefined,
    projects: (everyTest.test?.projects ?? []).flatMap((project) => {
      if (typeof project !== 'object' || !('test' in project) || !SUITES.includes(String(project.test?.name))) return [];
      const { globalSetup: _, setupFiles, exclude = [], ...test } = project.test ?? {};
      return [
        {
          ...project,
          test: {
            ...test,
            exclude: [...exclude, ...OF_SOURCES],
            setupFiles: [...[setupFiles ?? []].flat(), 'test/mutation/sampled/told-file.ts'],
          },
        },
      ];
    }),
  },
});
