import { beforeEach, describe, expect, test } from 'vitest';
import { enterCompany, goBack, goForward, nameCompany, navigate, openAddress, useNavigation } from '#renderer/navigation/index.ts';

const here = () => useNavigation.getState().here;
const place = () => [here().company, here().screen, here().params];

describe('navigation', () => {
  let company = 0;
  beforeEach(() => {
    company += 1;
    enterCompany(`company-${company}`);
  });

  test('back and forward restore the same screens with their parameters', () => {
    navigate('matching', { codes: ['work-email-missing'], firstGateOnly: true });
    navigate('settings');
    goBack();
    expect(here()).toMatchObject({ screen: 'matching', params: { codes: ['work-email-missing'], firstGateOnly: true } });
    goBack();
    expect(here().screen).toBe('readiness');
    goForward();
    goForward();
    expect(place()).toEqual([`company-${company}`, 'settings', {}]);
  });

  test('a new way forgets the old one ahead', () => {
    navigate('settings');
    goBack();
    navigate('server');
    goForward();
    expect(here().screen).toBe('server');
  });

  test('distinguishes two visits of one screen', () => {
    navigate('matching', { search: 'a' });
    const first = here().visit;
    navigate('matching', { search: 'a' });
    expect(here().visit).not.toBe(first);
  });

  test('another company opens at its readiness, and Back returns to the previous company', () => {
    navigate('matching', { search: '佐藤' });
    enterCompany('another');
    expect(place()).toEqual(['another', 'readiness', {}]);
    goBack();
    expect(place()).toEqual([`company-${company}`, 'matching', { search: '佐藤' }]);
  });

  test('a company that does not exist clears the screen and its parameters', () => {
    navigate('matching', { search: '佐藤' });
    const { visit } = here();
    nameCompany(null);
    expect(place()).toEqual([null, 'readiness', {}]);
    expect(here().visit).toBe(visit);
  });

  test('a link opens its target and reports what could not be read', () => {
    openAddress('/another/orders?route=r1&lastDay=soon');
    expect(here()).toMatchObject({ company: 'another', screen: 'orders', params: { route: 'r1' }, misread: true });
    navigate('orders', { route: 'r1' });
    expect(here().misread).toBe(false);
  });
});
