export { Welcome } from './welcome.tsx';
export { startWelcome, useWelcome } from './welcome-state.ts';
