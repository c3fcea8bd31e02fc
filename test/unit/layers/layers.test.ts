import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../../../scripts/layers/imports.mjs';
import { DOMAIN_ORDER } from '../../../scripts/layers/rules.mjs';
import { violationsOf } from '../../../scripts/layers/violations.mjs';

/** A small project in which every file is in a permitted layer. */
const HOUSE: Record<string, string> = {
  'shared/domain/directory/directory.ts': 'export interface User {}',
  'shared/domain/email/typo.ts': "import type { User } from '../directory/directory.ts'; export type A = User;",
  'shared/domain/readiness/audit.ts': "import '#shared/domain/email/typo.ts';",
  'shared/contract/calls.ts': "import { z } from 'zod'; import '../domain/readiness/audit.ts'; z;",
  'shared/messages/ja.json': '',
  'src-main/files/csv.ts': "import { readFileSync } from 'node:fs'; import iconv from 'iconv-lite'; readFileSync; iconv;",
  'src-main/storage/keychain.ts': "import '#shared/contract/calls.ts';",
  'src-main/sandbox/sandbox.ts': "import '../files/csv.ts';",
  'src-main/app/console.ts':
    "import '../files/csv.ts'; import '#main/storage/keychain.ts'; import type { App } from 'electron'; export type B = App;",
  'src-main/hosts/policy/policy.ts': '',
  'src-main/hosts/node/main.ts': "import '../../app/console.ts'; import '../policy/policy.ts'; import 'hono';",
  'src-main/hosts/electron/main.ts': "import { app } from 'electron'; import '../policy/policy.ts'; app;",
  'src-renderer/client/client.ts': "import '#shared/contract/calls.ts';",
  'src-renderer/ui/table.tsx':
    "import { Table } from '@mantine/core'; import '@mantine/core/styles.css'; export const T = () => <Table />;",
  'src-renderer/navigation/index.ts': "import 'zustand';",
  'src-renderer/screens/matching/view.tsx':
    "import '#renderer/ui/table.tsx'; import '#renderer/client/client.ts'; import '#renderer/navigation/index.ts';",
  'src-renderer/app/app.tsx': "import '../screens/matching/view.tsx'; import ja from '#shared/messages/ja.json'; ja;",
  'src-renderer/main.tsx': "import './app/app.tsx';",
};

const check = (changes: Record<string, string> = {}): string[] => violationsOf(new Map(Object.entries({ ...HOUSE, ...changes })));

describe('the layer check', () => {
  it('finds nothing in a project that follows the rules', () => expect(check()).toEqual([]));

  const forbidden: Array<[string, string, string]> = [
    ['the window reaching into the main process', 'src-renderer/client/client.ts', "import '#main/app/application.ts';"],
    ['the main process reaching into the window', 'src-main/app/console.ts', "import '#renderer/client/client.ts';"],
    ['shared reaching up', 'shared/contract/calls.ts', "import '../../src-main/files/csv.ts';"],
    ['shared using Node', 'shared/domain/email/typo.ts', "import { join } from 'node:path'; join;"],
    ['shared using Node without its prefix', 'shared/domain/email/typo.ts', "import { join } from 'path'; join;"],
    ['shared using a package', 'shared/domain/email/typo.ts', "import 'zod';"],
    ['the window using Node', 'src-renderer/ui/table.tsx', "import 'node:fs';"],
    ['the window using a main package', 'src-renderer/ui/table.tsx', "import 'undici';"],
    ['the main process using React', 'src-main/app/console.ts', "import 'react';"],
    ['the kit’s internals', 'src-renderer/ui/table.tsx', "import '@mantine/core/lib/Table';"],
    ['siblings below app', 'src-main/files/csv.ts', "import '../storage/keychain.ts';"],
    ['app importing a host', 'src-main/app/console.ts', "import '../hosts/policy/policy.ts';"],
    ['storage importing app', 'src-main/storage/keychain.ts', "import '../app/console.ts';"],
    ['one host importing the other', 'src-main/hosts/node/main.ts', "import '../electron/main.ts';"],
    ['a domain folder importing upwards', 'shared/domain/email/typo.ts', "import '../readiness/audit.ts';"],
    ['a type importing upwards', 'shared/domain/email/typo.ts', "import type { X } from '../readiness/audit.ts'; export type Y = X;"],
    ['a domain folder importing the contract', 'shared/domain/email/typo.ts', "import '#shared/contract/calls.ts';"],
    ['one screen importing another', 'src-renderer/screens/other/view.ts', "import '../matching/view.tsx';"],
    ['ui importing a screen', 'src-renderer/ui/table.tsx', "import '../screens/matching/view.tsx';"],
    ['a re-export', 'src-main/files/csv.ts', "export * from '../storage/keychain.ts';"],
    ['a dynamic import', 'src-main/files/csv.ts', "export const later = () => import('../storage/keychain.ts');"],
    ['an import inside a type', 'src-main/files/csv.ts', "export type K = import('../storage/keychain.ts').K;"],
    ['a require', 'src-main/app/console.ts', "declare const require: (name: string) => unknown; require('electron');"],
    ['electron by value outside of its host', 'src-main/hosts/node/main.ts', "import { app } from 'electron'; app;"],
    [
      'electron by value although only types are named',
      'src-main/app/console.ts',
      "import { type App } from 'electron'; export type A = App;",
    ],
    ['a part of electron', 'src-main/app/console.ts', "import 'electron/main';"],
    ['electron’s types in the window', 'src-renderer/ui/table.tsx', "import type { App } from 'electron'; export type A = App;"],
    ['a file that is not there', 'src-main/files/csv.ts', "import './gone.ts';"],
    ['a file in no layer', 'src-main/helpers/any.ts', 'export const a = 1;'],
  ];
  it.each(forbidden)('finds %s', (_what, path, text) => {
    // An import of a higher layer often also closes a cycle.
    const found = check({ [path]: text }).filter((violation) => !violation.startsWith('circle: '));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(path);
  });

  it('finds a circle, of types alone too', () => {
    const back = (text: string): string[] => check({ 'src-main/files/csv.ts': "import './other.ts';", 'src-main/files/other.ts': text });
    const circle = ['circle: src-main/files/csv.ts -> src-main/files/other.ts -> src-main/files/csv.ts'];
    expect(back("import './csv.ts';")).toEqual(circle);
    expect(back("import type { X } from './csv.ts'; export type Y = X;")).toEqual(circle);
    expect(back('export const one = 1;')).toEqual([]);
  });

  it('refuses a file it cannot read instead of passing it', () => {
    expect(() => check({ 'src-main/files/csv.ts': 'import {' })).toThrow(SyntaxError);
  });

  it('reports the line', () => {
    expect(importsOf('a.ts', "\n\nimport 'x';\nexport * from 'y';")).toEqual([
      { specifier: 'x', typeOnly: false, line: 3 },
      { specifier: 'y', typeOnly: false, line: 4 },
    ]);
  });

  it('puts pieces, directory and email at the bottom, readiness and sync at the top', () => {
    expect(DOMAIN_ORDER.slice(0, 4)).toEqual(['text-order', 'chunks', 'fields', 'directory']);
    expect(DOMAIN_ORDER.slice(-4)).toEqual(['readiness', 'triage', 'fixes', 'sync']);
  });

  it('passes on this repository', () => {
    expect(execFileSync(process.execPath, ['scripts/layers.mjs'], { encoding: 'utf8' })).toMatch(/, 0 lines against the layers\n$/);
  });
});
