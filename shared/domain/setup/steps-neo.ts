import { MANUAL_PAGE, NEO_AMAZON_HELP, NEO_WORKFLOW_HELP } from './help-links.ts';
import type { ManualSection, SetupStep } from './step.ts';

// Sections 3 and 4 of the manual.

const place = (number: string, heading: string): ManualSection => ({ number, heading });
const defaults = {
  side: 'neo',
  optional: false,
  firstOrder: true,
  after: [],
  proof: 'entered',
  wait: null,
  screens: [],
  menus: [],
  links: [MANUAL_PAGE],
  places: [],
  followUps: [],
} as const satisfies Partial<SetupStep>;

const WORKFLOW = ['ワークフロー', '機能管理', '申請書管理'];
/** Menu path from NEO's help (docs/domain/neo.md#amazon-settings). */
const FUNCTIONS = ['Amazonビジネス', '機能管理'];
const LINK = place('3-2', 'Amazonビジネス連携設定');
const CODES = place('4-1', '請求書グループコードの入力');
const INVOICES = ['Amazonビジネス', '機能管理', '請求書グループ設定', '請求書グループの追加'];

export const NEO_STEPS = [
  {
    ...defaults,
    id: 'route',
    section: '3',
    manual: place('3-1-1', '申請経路の設定'),
    screens: [...WORKFLOW, '申請経路設定'],
    links: [NEO_WORKFLOW_HELP, MANUAL_PAGE],
    places: ['routes', 'manual-entry'],
  },
  {
    ...defaults,
    id: 'serial',
    section: '3',
    manual: place('3-1-2', '連番の設定'),
    screens: [...WORKFLOW, '連番設定'],
    links: [NEO_WORKFLOW_HELP, MANUAL_PAGE],
    places: ['serials', 'manual-entry'],
  },
  {
    ...defaults,
    id: 'integration-values',
    section: '3',
    manual: LINK,
    after: ['purchasing-system'],
    screens: ['Amazonビジネス連携設定'],
    menus: FUNCTIONS,
    links: [MANUAL_PAGE, NEO_AMAZON_HELP],
    places: ['integration', 'manual-entry'],
  },
  {
    ...defaults,
    id: 'allowed-users',
    section: '3',
    manual: LINK,
    optional: true,
    firstOrder: false,
    screens: ['Amazonビジネス連携設定'],
    menus: FUNCTIONS,
    links: [MANUAL_PAGE, NEO_AMAZON_HELP],
    places: ['integration', 'import-organizations'],
  },
  {
    ...defaults,
    id: 'connection-test',
    section: '3',
    manual: null,
    side: 'both',
    optional: true,
    firstOrder: false,
    after: ['integration-values'],
    proof: 'check',
    links: [],
    places: ['connection', 'integration'],
  },
  {
    ...defaults,
    id: 'common-settings',
    section: '3',
    manual: place('3-3', '「Amazonビジネス」機能の共通設定'),
    after: ['route', 'serial'],
    screens: ['Amazonビジネス共通設定'],
    menus: FUNCTIONS,
    links: [MANUAL_PAGE, NEO_AMAZON_HELP],
    places: ['integration', 'manual-entry'],
  },
  {
    ...defaults,
    id: 'work-emails',
    section: '3',
    manual: place('3-4', '注文をするユーザーの確認'),
    proof: 'people',
    screens: ['[メールアドレス]-[職場]'],
    places: ['server', 'import-neo', 'import-amazon', 'matching'],
  },
  {
    ...defaults,
    id: 'invoice-code',
    section: '4',
    manual: CODES,
    after: ['group-add'],
    screens: INVOICES,
    places: ['invoice-groups', 'manual-entry'],
  },
  {
    ...defaults,
    id: 'invoice-people',
    section: '4',
    manual: CODES,
    after: ['invoice-code'],
    proof: 'people',
    screens: INVOICES,
    places: ['coverage', 'import-organizations'],
  },
] as const satisfies readonly SetupStep[];
