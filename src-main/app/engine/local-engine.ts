import type { Engine } from './engine.ts';
import { findingCalls } from './finding-calls.ts';
import { peopleCalls } from './people-calls.ts';
import { profileCalls } from './profile-calls.ts';
import { type EngineParts, EngineSession } from './session.ts';

/** The engine in this thread. */
export function createLocalEngine(parts: EngineParts): Engine {
  const session = new EngineSession(parts);
  return {
    ...profileCalls(session),
    ...peopleCalls(session),
    ...findingCalls(session),
    close: () => session.close(),
  };
}
