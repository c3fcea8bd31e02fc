import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toOpenableLink } from '#main/hosts/policy/open-link.ts';
import { listSetupEntries } from '#shared/domain/setup/entries.ts';
import { SETUP_STEP_IDS, SETUP_STEPS } from '#shared/domain/setup/guide.ts';
import { MESSAGES } from '#shared/messages/texts.ts';
import { NOTHING_KNOWN } from '../../support/setup-facts.ts';

/** The text of the vendor's manual, which exists beside the project only on some machines because it may not be redistributed. */
const MANUAL = join(import.meta.dirname, '../../../../shared/seed/amazon-business-setup.ja.txt');

describe.skipIf(!existsSync(MANUAL))('the guide compared with the manual', () => {
  const manual = existsSync(MANUAL) ? readFileSync(MANUAL, 'utf8') : '';
  const lines = manual.split(/\r?\n/).map((line) => line.trim());

  const headings = lines.flatMap((line) => {
    const [, number = '', heading = ''] = /^(\d(?:-\d)*)\. ?(.+)$/.exec(line) ?? [];
    return number === '' ? [] : [{ number, heading: heading.trim() }];
  });

  it('has a step for every heading that is not divided further, and for every □', () => {
    const boxes = lines.filter((line) => line.startsWith('□')).map((line) => line.slice(1));
    const told = SETUP_STEPS.map(({ manual: place }) => place?.heading);
    expect(boxes.length).toBeGreaterThan(5);
    for (const box of boxes) expect(told).toContain(box);
    const numbers = new Set(SETUP_STEPS.map(({ manual: place }) => place?.number));
    expect(headings.length).toBeGreaterThan(10);
    for (const { number } of headings) {
      const divided = headings.some((other) => other.number.startsWith(`${number}-`));
      if (!divided) expect(numbers, number).toContain(number);
    }
  });

  it('names headings, screens, fields and values as the manual prints them', () => {
    const places = SETUP_STEPS.flatMap(({ manual: place }) => (place === null ? [] : [place.heading]));
    const screens = SETUP_STEPS.flatMap((step) => step.screens);
    const entries = SETUP_STEP_IDS.flatMap((id) => listSetupEntries(id, NOTHING_KNOWN)).filter(({ kind }) => kind !== 'missing');
    const words = [...places, ...screens, ...entries.flatMap(({ field, value }) => [field, value])].filter((word) => word !== '');
    const flat = manual.replaceAll(/\s+/g, '');
    const strange = words.filter((word) => !flat.includes(word.replaceAll(/\s+/g, '')));
    expect([...new Set(strange)]).toEqual([]);
  });

  it('marks menus that the manual does not contain', () => {
    const flat = manual.replaceAll(/\s+/g, '');
    for (const { id, menus, screens } of SETUP_STEPS)
      if (menus.length > 0) expect([id, flat.includes([...menus, screens[0]].join('>'))]).toEqual([id, false]);
  });

  it('contains the help addresses of the manual', () => {
    const addresses = manual.match(/https:\/\/\S+/g) ?? [];
    const given = new Set(SETUP_STEPS.flatMap(({ links }) => links.map(({ url }) => url)));
    expect(addresses.filter((address) => !given.has(address))).toEqual([]);
  });

  it('marks the steps that the manual calls optional', () => {
    const optional = lines.filter((line) => /^\d.*\(任意\)$/.test(line)).map((line) => /^(\d(?:-\d)*)/.exec(line)?.[1]);
    for (const number of optional) expect(SETUP_STEPS.find(({ manual: place }) => place?.number === number)?.optional).toBe(true);
  });
});

describe('the steps', () => {
  it('are listed after their prerequisites', () => {
    SETUP_STEPS.forEach(({ id, after }, at) => {
      for (const before of after)
        expect(SETUP_STEP_IDS.indexOf(before as (typeof SETUP_STEP_IDS)[number]), `${before} before ${id}`).toBeLessThan(at);
    });
    SETUP_STEPS.forEach(({ id, followUps }, at) => {
      for (const next of followUps)
        expect(SETUP_STEP_IDS.indexOf(next as (typeof SETUP_STEP_IDS)[number]), `${next} after ${id}`).toBeGreaterThan(at);
    });
    expect(new Set(SETUP_STEP_IDS).size).toBe(SETUP_STEP_IDS.length);
  });

  it('link only to hosts that the console opens', () => {
    for (const { links } of SETUP_STEPS) for (const { url } of links) expect(toOpenableLink(url, []), url).toBe(url);
  });

  it('are named and described in both languages', () => {
    for (const language of ['ja', 'en'] as const) {
      const { step, wait } = MESSAGES[language].setupGuide as unknown as {
        readonly step: Readonly<Record<string, { readonly name: string; readonly what: string }>>;
        readonly wait: Readonly<Record<string, string>>;
      };
      for (const { id, wait: kind } of SETUP_STEPS) {
        expect(step[id]?.name.length, id).toBeGreaterThan(2);
        expect(step[id]?.what.length, id).toBeGreaterThan(10);
        if (kind !== null) expect(wait[kind], kind).toBeDefined();
      }
    }
  });
});
