import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findTestElectron } from '../../../scripts/test-electron.mjs';
import { majorOf, makeBuiltApp } from './built-app.ts';
import { plainFolder, programAsPlainUser } from './plain-user.ts';

/** The Electron of the tests, and the built console that it runs. */
export interface DesktopProgram {
  /** Path of Electron's program. */
  readonly electron: string;
  /** Path of a script that starts it as an unprivileged user if the tests run as root. */
  readonly asPlainUser: string;
  readonly app: string;
  readonly major: number;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** `null` if no Electron was found. */
    desktop: DesktopProgram | null;
  }
}

/** Copies the built console once per run to a folder that an unprivileged user can read. */
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
