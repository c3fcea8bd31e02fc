import { beforeEach, describe, expect, test } from 'vitest';
import { goBack, goForward, navigate, restartNavigation, useNavigation } from '#renderer/navigation/index.ts';

const here = () => useNavigation.getState().here;

describe('navigation', () => {
  beforeEach(() => restartNavigation());

  test('back and forward give the same places again, params and all', () => {
    navigate('matching', { codes: ['work-email-missing'], firstGateOnly: true });
    navigate('settings');
    const settings = here();
    goBack();
    expect(here()).toMatchObject({ screen: 'matching', params: { codes: ['work-email-missing'], firstGateOnly: true } });
    goBack();
    expect(here().screen).toBe('readiness');
    goForward();
    goForward();
    expect(here()).toBe(settings);
  });

  test('beyond either end nothing moves', () => {
    const start = here();
    goBack();
    goForward();
    expect(here()).toBe(start);
  });

  test('a new way forgets the old one ahead', () => {
    navigate('settings');
    goBack();
    navigate('server');
    goForward();
    expect(here().screen).toBe('server');
  });

  test('two visits of one screen are told apart', () => {
    navigate('matching', { search: 'a' });
    const first = here().visit;
    navigate('matching', { search: 'a' });
    expect(here().visit).not.toBe(first);
  });
});
