import type { HelpLink } from './step.ts';

// URLs as printed in the manual, and of the manual itself (docs/domain/neo.md#sources). The console opens links only on these hosts.

export const MANUAL_PAGE: HelpLink = {
  label: '「Amazonビジネス連携」の初期設定手順',
  url: 'https://www.desknets.com/neo/download/doc/ab/startup.html',
};

/** A link for content that the manual mentions without printing its URL. */
export const createManualPageLink = (content: string): HelpLink => ({ ...MANUAL_PAGE, label: `${MANUAL_PAGE.label} › ${content}` });

const amazon = (label: string, address: string): HelpLink => ({
  label: `Amazonビジネス ヘルプ › ビジネスアカウント設定 › ${label}`,
  url: `https://www.amazon.co.jp/gp/help/customer/display.html${address}`,
});

export const AMAZON_HELP = {
  roles: amazon('ユーザーの役割と権限', '/ref=hp_lp_201606350_urap?nodeId=201633380'),
  payment: amazon('お支払い方法と配送先住所', '/ref=hp_lp_201606350_pmada?nodeId=201633360'),
  invoice: amazon('請求書払い', '/ref=hp_lp_201606350_pbi?nodeId=201961660'),
  groups: amazon('ユーザーをグループ化する', '/ref=hp_lp_201606350_ouig?nodeId=201633320'),
  invoiceSetUp: amazon('請求書払い › 請求書払いを設定する', '?nodeId=GFZX9ZEXLX77LK68'),
  users: amazon('ユーザーを追加する', '/ref=hp_lp_201609980_aptyba?nodeId=201633260'),
} as const;

/** Source: docs/domain/neo.md#absence-and-pull-up. */
export const NEO_WORKFLOW_HELP: HelpLink = {
  label: 'ワークフロー(機能管理)',
  url: 'https://www.desknets.com/neo/help/ja_JP/manage/flow/001.html',
};

/** Source: docs/domain/neo.md#amazon-settings. */
export const NEO_AMAZON_HELP: HelpLink = {
  label: 'Amazonビジネス(機能管理)',
  url: 'https://www.desknets.com/neo/help/ja_JP/manage/catalog/001.html',
};
