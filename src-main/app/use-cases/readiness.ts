import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const readinessHandlers = ({ engine }: Scene): HandlersOf<'readiness'> => ({
  'readiness.summary': () => engine.readiness(),
});
