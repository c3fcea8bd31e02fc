import type { CompanyCallName, ConsoleCallName } from '#shared/contract/calls.ts';
import type { CompanyHandlers, ConsoleHandlers } from './dispatcher.ts';

/** The handlers of one contract namespace: of its calls about a company. */
export type HandlersOf<Namespace extends string> = Pick<CompanyHandlers, Extract<CompanyCallName, `${Namespace}.${string}`>>;
/** The same of its calls about the console. */
export type ConsoleHandlersOf<Namespace extends string> = Pick<ConsoleHandlers, Extract<ConsoleCallName, `${Namespace}.${string}`>>;
