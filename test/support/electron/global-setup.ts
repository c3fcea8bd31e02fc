import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findTestElectron } from '../../../scripts/test-electron.mjs';
import { majorOf, makeBuiltApp } from './built-app.ts';
import { plainFolder, programAsPlainUser } from './plain-user.ts';

/** The Electron of the tests, and the built console that it runs. */
export interface DesktopProgram {
  /** Electron's program itself. */
  readonly electron: string;
  /** The same, started by root as a plain user. */
  readonly asPlainUser: string;
  readonly app: string;
  readonly major: number;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** `null` without Electron. */
    desktop: DesktopProgram | null;
  }
}

/** Once a run: the built console where a plain user can read it. */
export default function setup(project: TestProject): (() => void) | undefined {
  const found = findTestElectron();
  if (found === null) {
    project.provide('desktop', null);
    return undefined;
  }
  const folder = plainFolder('tsunagi-app-');
  const app = makeBuiltApp(found, folder);
  const electron = found.program;
  project.provide('desktop', { electron, app, major: majorOf(found), asPlainUser: programAsPlainUser(electron, folder) });
  return () => rmSync(folder, { recursive: true, force: true });
}
