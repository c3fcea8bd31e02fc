import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const matchingHandlers = ({ engine }: Scene): HandlersOf<'matching'> => ({
  'matching.rows': (window) => engine.rows(window),
  'matching.finding': (at) => engine.finding(at),
  'matching.findPeople': (query) => engine.findPeople(query),
});
