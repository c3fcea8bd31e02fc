import { describe, expect, test } from 'vitest';
import {
  cleanDomain,
  findDomainProblems,
  isDomain,
  listFilledAliases,
  parseDomains,
} from '../../../../src-renderer/screens/settings/domains.ts';

describe('domains typed by hand', () => {
  test.each([
    ['＠Example.CO.JP', 'example.co.jp'],
    [' example.com. ', 'example.com'],
    ['@old.example', 'old.example'],
  ])('%s is normalized to %s', (typed, domain) => {
    expect(cleanDomain(typed)).toBe(domain);
    expect(cleanDomain(domain)).toBe(domain);
  });

  test('a list is taken with any separator, each once', () => {
    expect(parseDomains('a.example, b.example\nA.example、c.example\n\n')).toEqual(['a.example', 'b.example', 'c.example']);
  });

  test.each(['example', 'a..b', '-a.example', 'a_b.example', 'https://a.example', 'x@a.example', `${'a'.repeat(64)}.example`])(
    '%s is no domain',
    (text) => {
      expect(isDomain(text)).toBe(false);
    },
  );

  test.each(['example.co.jp', 'a-b.example', '日本語.example', 'x1.example'])('%s is a domain', (text) => {
    expect(isDomain(text)).toBe(true);
  });

  test('half a pair, a pair of equals and a wrong name keep the draft from being saved; an empty row does not', () => {
    const draft = (from: string, to: string) => ({ company: '', aliases: [{ from, to }] });
    expect(findDomainProblems(draft('', ''))).toEqual([]);
    expect(listFilledAliases(draft('', ''))).toEqual([]);
    expect(findDomainProblems(draft('old.example', ''))).toEqual([{ kind: 'half', domain: 'old.example' }]);
    expect(findDomainProblems(draft('a.example', 'A.example'))).toEqual([{ kind: 'same', domain: 'a.example' }]);
    expect(findDomainProblems(draft('old', 'new.example'))).toEqual([{ kind: 'not-a-domain', domain: 'old' }]);
    expect(findDomainProblems({ company: 'a.example b', aliases: [] })).toEqual([{ kind: 'not-a-domain', domain: 'b' }]);
  });
});
