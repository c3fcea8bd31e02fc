import { useState } from 'react';
import { useConsole } from './workspace.ts';

/** The company that was open when this component came on the screen: for whom everything is meant that is entered in it. */
export const useMeantFor = (): string => useState(() => useConsole.getState().workspace?.profile.id ?? '')[0];
