export { Welcome } from './welcome.tsx';
export { endWelcome, startWelcome, useWelcome } from './welcome-state.ts';
