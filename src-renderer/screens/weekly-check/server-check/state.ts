import type { CallOutput } from '#shared/contract/calls.ts';

export type ServerCheckState = CallOutput<'checkSchedule.state'>;
