import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { brokenCitations } from '../../../scripts/citations/find-broken-citations.mjs';

/** A small project with valid citations in comments and documents. */
const PROJECT: Record<string, string> = {
  'README.md': 'Begin with [the house](docs/architecture.md#how-a-call-travels).',
  'docs/architecture.md': '# The house\n\n## How a call travels\n\nSee `shared/email/rules.ts`, [facts](domain/neo.md), `shared/<noun>`.\n',
  'docs/domain/neo.md': '# NEO\n\n## E-mail matching\n\n### User CSV\n',
  'shared/email/rules.ts': '/** Source: docs/domain/neo.md#e-mail-matching and #user-csv. Used by `table.css`. */\nexport const a = 1;',
  'src-renderer/ui/table.css': '/* As docs/architecture.md says. */',
  '.ci/run': '# See README.md.',
};
const check = (changes: Record<string, string> = {}): string[] => brokenCitations(new Map(Object.entries({ ...PROJECT, ...changes })));

describe('the citation check', () => {
  it('finds nothing if every citation refers to an existing file, folder or heading', () => {
    expect(check()).toEqual([]);
    expect(
      check({ 'test/a.ts': '// `shared/email`, email/rules.ts, ./b.ts, https://example.com/a.md, node_modules/x/b.ts\n', 'test/b.ts': '' }),
    ).toEqual([]);
  });

  const RULES = 'shared/email/rules.ts';
  const broken: Array<[string, string, string, string]> = [
    ['a document that is not there', RULES, '// Source: docs/domain/amazon.md', `${RULES}:1: cites docs/domain/amazon.md`],
    ['a name alone', RULES, 'const a = 1;\n// As product.md says.', `${RULES}:2: cites product.md`],
    [
      'a heading that is not there',
      RULES,
      '// docs/domain/neo.md#user-csv, #price-lock',
      `${RULES}:1: cites docs/domain/neo.md#price-lock`,
    ],
    ['a file that was renamed', RULES, '/**\n * The rest is in match-rules.ts.\n */', `${RULES}:2: cites match-rules.ts`],
    ['a folder that was renamed', RULES, '// Kept in `src-main/desk`.', `${RULES}:1: cites src-main/desk`],
    ['a file outside of the project', RULES, '// From ../../../shared/neo.md.', `${RULES}:1: cites ../../../shared/neo.md`],
    ['a document that only some have', RULES, '// Source: handbook, gate 4.', `${RULES}:1: cites a handbook`],
    [
      'a comment within an element',
      'src-renderer/a.tsx',
      'export const A = () => <p>{/* gone.md */}</p>;',
      'src-renderer/a.tsx:1: cites gone.md',
    ],
    ['a style sheet', 'src-renderer/ui/table.css', 'a {}\n/* interface.md */', 'src-renderer/ui/table.css:2: cites interface.md'],
    ['a script', '.ci/run', 'set -e\n# docs/ci.md', '.ci/run:2: cites docs/ci.md'],
    ['a link between documents', 'docs/domain/neo.md', '# NEO\n\n[a](matching.md)', 'docs/domain/neo.md:3: cites matching.md'],
  ];
  it.each(broken)('finds %s', (_what, path, text, line) => {
    const found = check({ [path]: text }).filter((other) => other.startsWith(path));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(line);
  });

  it('checks comments, and not string literals', () => {
    expect(check({ 'shared/messages.ts': "export const file = 'license.md'; // README.md" })).toEqual([]);
  });

  it('refuses a file it cannot read instead of passing it', () => {
    expect(() => check({ [RULES]: 'import {' })).toThrow(SyntaxError);
  });

  it('passes the project itself', () => {
    const said = execFileSync(process.execPath, ['scripts/citations.mjs'], { encoding: 'utf8' });
    const [, files = '0'] = /^(\d+) files, 0 citations that lead nowhere$/m.exec(said) ?? [];
    expect(Number(files)).toBeGreaterThan(1_000);
  }, 60_000);
});
