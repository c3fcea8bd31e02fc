import type { SetupSection, SetupStep } from './step.ts';
import { AMAZON_STEPS } from './steps-amazon.ts';
import { NEO_STEPS } from './steps-neo.ts';

/** Every step, in the manual's order; what a step needs stands before it. */
const ALL = [...AMAZON_STEPS, ...NEO_STEPS] as const;
export type StepId = (typeof ALL)[number]['id'];
export const SETUP_STEPS: readonly SetupStep<StepId>[] = ALL;
export const SETUP_STEP_IDS: readonly StepId[] = ALL.map(({ id }) => id);

export const isStepId = (text: string): text is StepId => (SETUP_STEP_IDS as readonly string[]).includes(text);
export const stepOf = (id: StepId): SetupStep<StepId> => SETUP_STEPS[SETUP_STEP_IDS.indexOf(id)] as SetupStep<StepId>;

export interface ManualHeading {
  readonly number: string;
  readonly heading: string;
}

/** The manual's numbered headings, letter for letter; a step stands under the one with its number. */
export const MANUAL_HEADINGS: readonly (ManualHeading & { readonly section: SetupSection })[] = [
  { section: '1', number: '1', heading: 'Amazonビジネスアカウントの登録' },
  { section: '2', number: '2', heading: 'Amazonビジネスアカウントの初期設定' },
  { section: '2', number: '2-1', heading: '管理者の設定(任意)' },
  { section: '2', number: '2-2', heading: 'Amazonビジネスアカウントの設定' },
  { section: '2', number: '2-2-1', heading: '会社情報の設定' },
  { section: '2', number: '2-2-2', heading: 'グループの設定' },
  { section: '3', number: '3', heading: "desknet's NEOでAmazonビジネス連携設定" },
  { section: '3', number: '3-1', heading: 'ワークフロー関連の設定' },
  { section: '3', number: '3-1-1', heading: '申請経路の設定' },
  { section: '3', number: '3-1-2', heading: '連番の設定' },
  { section: '3', number: '3-2', heading: 'Amazonビジネス連携設定' },
  { section: '3', number: '3-3', heading: '「Amazonビジネス」機能の共通設定' },
  { section: '3', number: '3-4', heading: '注文をするユーザーの確認' },
  { section: '4', number: '4', heading: "desknet's NEOで請求書グループ設定" },
  { section: '4', number: '4-1', heading: '請求書グループコードの入力' },
];
