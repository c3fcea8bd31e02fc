import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

const require = createRequire(import.meta.url);
/** Resolves packages from electron-builder's location, as electron-builder does. */
const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
const builderLibrary = path.dirname(fromBuilder.resolve('app-builder-lib/package.json'));
const fromLibrary = createRequire(path.join(builderLibrary, 'package.json'));

export const ROOT = path.resolve(import.meta.dirname, '../../..');
export const BUILDER = require.resolve('electron-builder/cli.js');
/** A small Windows program that is part of an electron-builder package. */
export const WINDOWS_PROGRAM = path.join(ROOT, 'node_modules/electron-winstaller/vendor/candle.exe');

export interface BuilderConfiguration {
  readonly [key: string]: unknown;
  readonly files: readonly string[];
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
}

export const readConfiguration = (): BuilderConfiguration =>
  fromLibrary('js-yaml').load(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) as BuilderConfiguration;

/** Throws electron-builder's own message if a configuration is invalid. */
export function validate(configuration: unknown): void {
  const schema: unknown = JSON.parse(readFileSync(path.join(builderLibrary, 'scheme.json'), 'utf8'));
  const { validateSchema } = fromLibrary('./out/util/config/schemaValidator.js') as {
    validateSchema: (schema: unknown, data: unknown) => void;
  };
  validateSchema(schema, configuration);
}

interface Asar {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  statFile(archive: string, file: string): { unpacked?: boolean; files?: unknown };
  extractFile(archive: string, file: string): Buffer;
  getRawHeader(archive: string): { headerString: string };
}

/** Returns the files in an archive, those stored beside it, and a function that reads one. Paths use `/`. */
export async function listArchive(archive: string): Promise<{ packed: string[]; unpacked: string[]; read: (file: string) => string }> {
  const asar = (await import(fromLibrary.resolve('@electron/asar'))) as Asar;
  const packed: string[] = [];
  const unpacked: string[] = [];
  for (const listed of asar.listPackage(archive, { isPack: false })) {
    const file = listed.replace(/^[/\\]/, '');
    const found = asar.statFile(archive, file);
    if (found.files === undefined) (found.unpacked ? unpacked : packed).push(file.split(path.sep).join('/'));
  }
  return { packed: packed.sort(), unpacked: unpacked.sort(), read: (file) => asar.extractFile(archive, file).toString('utf8') };
}

/** Returns the hash with which Electron verifies an archive: the hash of its header, which contains the hashes of its files. */
export async function headerHashOf(archive: string): Promise<string> {
  const asar = (await import(fromLibrary.resolve('@electron/asar'))) as Asar;
  return createHash('sha256').update(asar.getRawHeader(archive).headerString).digest('hex');
}

/** Returns the fuses of a built program by name, without those that its Electron lacks. */
export async function readFuses(program: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = (await getCurrentFuseWire(program)) as unknown as Record<string, number | string>;
  return Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([name, index]) => Number.isNaN(Number(name)) && wire[String(index)] !== undefined)
      .map(([name, index]) => [name, wire[String(index)] === '1'.charCodeAt(0)]),
  );
}

/** Expected fuses of the console. */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
} as const;
